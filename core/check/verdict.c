/* verdict.c: what is to be thought of how a module behaved.
 *
 * SPDX-License-Identifier: MIT
 */
#include "check/verdict.h"

#include <string.h>

#include "base/log.h"
#include "twatfs/provider.h"

/* What is looked at in every trial, and told once. */
struct tally {
    const char *secret_shown;             /* the first trial in which it was; NULL: none */
    const char *left_in[FOOTPRINT_KINDS]; /* likewise */
    footprint_texts left;
    unsigned ended_well;
};

static const char *class_name(int32_t status)
{
    switch (status) {
    case TWATFS_OK:
        return "ok";
    case TWATFS_TEMPORARY:
        return "temporary";
    case TWATFS_REFUSED:
        return "refused";
    case TWATFS_AUTH:
        return "auth";
    case TWATFS_PERMANENT:
        return "permanent";
    case TWATFS_LOCAL:
        return "local";
    case TWATFS_CANCELLED:
        return "cancelled";
    default:
        return "of no class";
    }
}

/* ---- One trial ---- */

static const char *phase_name(const struct trial_report *report)
{
    switch (report->phase) {
    case PHASE_LOADING:
        return "while it was loaded";
    case PHASE_RUNNING:
        for (size_t i = 0; i < TRIAL_RESULTS_MAX; i++)
            if (report->results[i].stage == TRIAL_UPLOADING)
                return "in upload";
        return "in open";
    case PHASE_CLOSING:
        return "in close";
    case PHASE_PREPARING:
    case PHASE_COMPARING:
        break;
    }
    return "after it was closed";
}

/* True when the child ended as it should. */
static bool judge_end(struct report *report, const char *thing, const struct subject *subject,
                      const struct trial *trial)
{
    char words[100];

    if (!child_ended_well(&trial->end)) {
        child_words(&trial->end, subject->seconds, words, sizeof words);
        report_fault(report, thing, "%s: %s: %s", words, phase_name(&trial->report),
                     trial->report.phase == PHASE_LOADING
                         ? "leave it to open, which can fail"
                         : "a provider returns, whatever its host does");
        return false;
    }
    if (trial->end.offspring) {
        report_fault(report, thing, "left a process running: nobody will end it: wait for it");
        return false;
    }
    return true;
}

static void remember(struct tally *tally, const char *thing, const struct trial *trial)
{
    if (trial->report.secret_shown != 0 && tally->secret_shown == NULL)
        tally->secret_shown = thing;
    if (!child_ended_well(&trial->end))
        return; /* what it would have left nobody knows */
    tally->ended_well++;
    for (size_t i = 0; i < FOOTPRINT_KINDS; i++)
        if (trial->report.left[i][0] != '\0' && tally->left_in[i] == NULL) {
            tally->left_in[i] = thing;
            memcpy(tally->left[i], trial->report.left[i], sizeof tally->left[i]);
        }
}

/* What a host said that is never to be asked again is no case for another attempt. */
static bool is_wanted_class(const struct subject *subject, const struct scenario *scenario,
                            const struct trial_result *result)
{
    return result->status == scenario->wanted ||
           (result->status == TWATFS_PERMANENT &&
            manifest_final_status(subject->manifest, scenario->http_status));
}

/* Returns NULL when the result is as it should be, else what is wrong with it. */
static const char *fault_of(const struct subject *subject, const struct scenario *scenario,
                            const struct trial_result *result, bool asked)
{
    if (result->status == TWATFS_OK && !result->link)
        return "says it is done, and gives no URL: return what twatfs_set_url returns";
    if (result->status == TWATFS_OK && subject->language == LANGUAGE_NONE)
        return NULL;
    if (result->status == TWATFS_OK && !asked)
        return "says it is done, and has not asked the host of its endpoint: use twatfs_endpoint";
    if (result->status == TWATFS_OK && !scenario->may_be_ok)
        return "says it is done, and the host did not: return what twatfs_check_answer returns";
    if (result->status == TWATFS_CANCELLED && !result->stopped)
        return "says it was cancelled, and nobody asked for that: return TWATFS_TEMPORARY for a "
               "host that is away";
    if (!asked || scenario->wanted == TWATFS_OK)
        return NULL;
    if (!is_wanted_class(subject, scenario, result))
        return scenario->wanted == TWATFS_REFUSED
                   ? "has to be refused, so that another provider gets the file: return what "
                     "twatfs_check_answer returns"
                   : "has to be temporary, so that it is tried again: return what "
                     "twatfs_check_answer returns";
    if (result->status == TWATFS_TEMPORARY && scenario->retry_after_s > 0 &&
        result->retry_after_s != scenario->retry_after_s)
        return "the host's Retry-After was lost: return what twatfs_check_answer returns, or give "
               "it to twatfs_fail";
    return NULL;
}

static void judge_results(struct report *report, const struct subject *subject,
                          const struct scenario *scenario, const struct trial_report *trial)
{
    const struct trial_result *result = &trial->results[0];
    bool asked = trial->exchanges > 0;

    for (size_t i = 0; i < trial->result_count; i++) {
        const char *fault = fault_of(subject, scenario, &trial->results[i], asked);

        if (fault != NULL) {
            report_fault(report, scenario->name, "%s%s%.300s%s%s",
                         class_name(trial->results[i].status),
                         trial->results[i].text[0] != '\0' ? " (" : "", trial->results[i].text,
                         trial->results[i].text[0] != '\0' ? "): " : ": ", fault);
            return;
        }
    }
    if (!asked && subject->language != LANGUAGE_NONE)
        report_skip(report, scenario->name,
                    "did not get to its host: %s: %.300s: set what it needs with --set",
                    class_name(result->status), result->text);
    else
        report_ok(report, scenario->name, "%s%s%.300s", class_name(result->status),
                  result->text[0] != '\0' ? ": " : "", result->text);
}

/* ---- All of them ---- */

static bool check_load(struct report *report, const struct subject *subject, struct tally *tally,
                       bool *loaded, struct error *error)
{
    static const char thing[] = "loads";
    CLEANUP_TRIAL struct trial trial;

    *loaded = false;
    if (!trial_run(subject, NULL, &trial, error))
        return false;
    remember(tally, thing, &trial);
    if (!judge_end(report, thing, subject, &trial))
        return true;
    *loaded = trial.report.loaded;
    if (*loaded)
        report_ok(report, thing, "its table is one of ABI %d", TWATFS_ABI_MAJOR);
    else
        report_fault(report, thing, "%s", trial.report.text);
    return true;
}

static void show_output(const char *thing, const struct trial *trial)
{
    for (const char *line = trial->output.data, *end; line != NULL && *line != '\0'; line = end) {
        CLEANUP_FREE char *shown = NULL;

        end = line + strcspn(line, "\n");
        shown = text_shown(line, (size_t)(end - line), 0);
        fprintf(stderr, "%s: %s\n", thing, shown != NULL ? shown : "");
        end += *end == '\n';
    }
}

static bool check_scenario(struct report *report, const struct subject *subject,
                           const struct scenario *scenario, struct tally *tally,
                           struct error *error)
{
    CLEANUP_TRIAL struct trial trial;

    if (!trial_run(subject, scenario, &trial, error))
        return false;
    if (subject->verbose)
        show_output(scenario->name, &trial);
    remember(tally, scenario->name, &trial);
    if (!judge_end(report, scenario->name, subject, &trial))
        return true;
    if (trial.report.text[0] != '\0')
        report_fault(report, scenario->name, "%s", trial.report.text);
    else
        judge_results(report, subject, scenario, &trial.report);
    return true;
}

static void report_tally(struct report *report, const struct tally *tally)
{
    static const char *const cures[] = {
        [FOOTPRINT_DESCRIPTORS] = "close what was opened, and nothing else",
        [FOOTPRINT_THREADS] = "join them before the callback returns",
        [FOOTPRINT_SIGNALS] = "signals are the program's: leave them alone",
        [FOOTPRINT_LOCALE] = "use uselocale, and set it back",
        [FOOTPRINT_ENVIRONMENT] = "keep it in the state that open returns",
        [FOOTPRINT_PLACE] = "use openat and fchmod",
    };

    if (tally->secret_shown != NULL)
        report_fault(report, "secrets stay secret",
                     "said one: with \"%s\": leave it out of logs, failures and output",
                     tally->secret_shown);
    else
        report_ok(report, "secrets stay secret", "%s", "");
    for (size_t i = 0; i < FOOTPRINT_KINDS; i++) {
        char thing[60];

        snprintf(thing, sizeof thing, "leaves %s alone",
                 footprint_kind_name((enum footprint_kind)i));
        if (tally->ended_well == 0)
            report_skip(report, thing, "no trial came to its end");
        else if (tally->left_in[i] != NULL)
            report_fault(report, thing, "%s: with \"%s\": %s", tally->left[i], tally->left_in[i],
                         cures[i]);
        else
            report_ok(report, thing, "%s", "");
    }
}

bool verdict_give(struct report *report, const struct subject *subject, struct error *error)
{
    const struct manifest *manifest = subject->manifest;
    struct tally tally = {0};
    bool loaded;

    if (!check_load(report, subject, &tally, &loaded, error))
        return false;
    if (!loaded)
        return true;
    if (manifest->endpoint_default != NULL && manifest->endpoint_env == NULL)
        report_skip(report, "answers of its host",
                    "its endpoint has no variable: uploads would go to the host itself");
    for (size_t i = 0; i < scenario_count; i++)
        if ((scenarios[i].languages & (1U << subject->language)) != 0 &&
            !(manifest->endpoint_default != NULL && manifest->endpoint_env == NULL) &&
            !check_scenario(report, subject, &scenarios[i], &tally, error))
            return false;
    report_tally(report, &tally);
    return true;
}
