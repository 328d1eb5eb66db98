#!/usr/bin/perl
# html.pl FOLDER RELEASE NAME=VALUE... -- SECTION:FILE.pod...: the manual as linked HTML pages with
# one index, NAME.SECTION.html and index.html in FOLDER.  @NAME@ in the text becomes VALUE.
#
# SPDX-License-Identifier: MIT
use strict;
use warnings;
use utf8;

package Page;
use parent 'Pod::Simple::XHTML';

our %file_of; # "twatfs-upload(1)" => "twatfs-upload.1.html"

# A page of ours is linked; one of the system's is a name.
sub resolve_man_page_link {
    my ($self, $to, $section) = @_;
    my $file = $file_of{$to} or return undef;
    return defined $section ? "$file#" . $self->encode_entities($self->idify($section, 1)) : $file;
}

package main;

my ($folder, $release) = (shift, shift);
my (%value, @pages);
while (@ARGV and (my $argument = shift) ne '--') {
    my ($name, $value) = split /=/, $argument, 2;
    $value{$name} = $value;
}

my $style = 'body { max-width: 50em; margin: 2em auto; padding: 0 1em; font-family: sans-serif; line-height: 1.4 } '
    . 'pre, code { background: #eee } pre { padding: .5em; overflow: auto } pre code { padding: 0 } '
    . 'dt { margin-top: .7em } td { padding-right: 1em; vertical-align: top }';

sub document {
    my ($title, $body) = @_;
    return <<"HTML";
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width" />
<title>$title</title>
<style>$style</style>
</head>
<body>
$body
</body>
</html>
HTML
}

sub write_file {
    my ($name, $text) = @_;
    open my $out, '>:encoding(UTF-8)', "$folder/$name" or die "$folder/$name: $!\n";
    print $out $text;
    close $out or die "$folder/$name: $!\n";
}

for my $argument (@ARGV) {
    my ($section, $path) = split /:/, $argument, 2;
    open my $in, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    my $pod = do { local $/; <$in> };
    close $in;
    $pod =~ s/\@(\w+)\@/$value{$1} \/\/ die "$path: \@$1\@: no value\n"/ge;
    $pod =~ s/^=encoding .*\n+//mg; # told below, once
    my ($name) = $path =~ m{([^/]+)\.pod$} or die "$path: not a .pod\n";
    my ($purpose) = $pod =~ /^=head1 NAME\n\n[^\n]+? - (.+?)\n\n/ms or die "$path: no NAME\n";
    $Page::file_of{"$name($section)"} = "$name.$section.html";
    push @pages, { name => $name, section => $section, pod => $pod, purpose => $purpose };
}

mkdir $folder;
for my $page (@pages) {
    my $parser = Page->new;
    my $body;
    $parser->html_header('');
    $parser->html_footer('');
    $parser->complain_stderr(1);
    $parser->output_string(\$body);
    $parser->parse_string_document("=encoding UTF-8\n\n" . $page->{pod});
    utf8::decode($body) unless utf8::is_utf8($body);
    die "$page->{name}: the POD has errors\n" if $parser->any_errata_seen;
    my $title = "$page->{name}($page->{section})";
    write_file($Page::file_of{$title},
        document($title, "<p><a href=\"index.html\">The manual of $release</a></p>\n<main>\n$body\n</main>"));
}

my %heading = (1 => 'Commands', 3 => 'For programs', 5 => 'Files', 7 => 'Providers');
my $index = "<h1>The manual of $release</h1>\n";
for my $section (sort keys %heading) {
    my @of_section = sort { $a->{name} cmp $b->{name} } grep { $_->{section} eq $section } @pages;
    next unless @of_section;
    $index .= "<h2>$heading{$section}</h2>\n<table>\n";
    for my $page (@of_section) {
        my $title = "$page->{name}($page->{section})";
        my $purpose = $page->{purpose} =~ s/\s+/ /gr =~ s/&/&amp;/gr =~ s/</&lt;/gr;
        $index .= "<tr><td><a href=\"$Page::file_of{$title}\">$title</a></td><td>$purpose</td></tr>\n";
    }
    $index .= "</table>\n";
}
write_file('index.html', document("The manual of $release", $index));
