# What `dh --with twatfs` and a build dependency on dh-sequence-twatfs add: see dh_twatfs(1).
#
# SPDX-License-Identifier: MIT
use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;

insert_before('dh_gencontrol', 'dh_twatfs');

1;
