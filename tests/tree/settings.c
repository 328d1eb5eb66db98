/* settings.c: print the table of settings, for the tests of the manual: key, variable, option and
 * default of each, separated by tabs.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "library/settings.h"

int main(void)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *setting = &settings_table[i];

        printf("%s\t%s\t%s\t%s\n", setting->key, setting->variable,
               setting->flag != NULL ? setting->flag : "", setting->otherwise);
    }
    return fclose(stdout) == 0 ? 0 : 1;
}
