/* test-s3-xml.c: XML as S3 servers write it, and as nobody should.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "../../plugins/s3/xml.h"

#define CLEANUP_XML CLEANUP(xml_free)

static struct xml_answer parse(const char *text)
{
    struct xml_answer answer;

    if (!xml_parse(text, strlen(text), &answer))
        fail_msg("refused: %s", text);
    return answer;
}

static void expect_refused(const char *text, size_t length)
{
    struct xml_answer answer = {.root = (char *)(uintptr_t)text, .count = 7};

    if (xml_parse(text, length, &answer))
        fail_msg("accepted: %.100s", text);
    assert_null(answer.root);
    assert_null(answer.leaves);
    assert_int_equal(answer.count, 0);
    xml_free(&answer);
}

static void expect_leaf(const struct xml_answer *answer, size_t index, const char *path,
                        const char *text, size_t item)
{
    assert_true(index < answer->count);
    assert_string_equal(answer->leaves[index].path, path);
    assert_string_equal(answer->leaves[index].text, text);
    assert_int_equal(answer->leaves[index].item, item);
}

/* count times part, between head and tail; the caller frees it. */
static char *repeat(const char *head, const char *part, size_t count, const char *tail)
{
    size_t length = strlen(head), step = strlen(part);
    char *text = malloc(length + count * step + strlen(tail) + 1);

    assert_non_null(text);
    strcpy(text, head);
    for (size_t i = 0; i < count; i++, length += step)
        memcpy(text + length, part, step);
    strcpy(text + length, tail);
    return text;
}

/* ---- What servers say ---- */

static void test_error_document(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<Error><Code>NoSuchKey</Code><Message>The resource you requested does not "
              "exist</Message><Resource>/bucket/photo.jpg</Resource>"
              "<RequestId>4442587FB7D0A2F9</RequestId></Error>");

    assert_string_equal(answer.root, "Error");
    assert_int_equal(answer.count, 4);
    assert_string_equal(xml_text(&answer, "Error/Code"), "NoSuchKey");
    assert_string_equal(xml_text(&answer, "Error/Resource"), "/bucket/photo.jpg");
    assert_null(xml_text(&answer, "Error/Region"));
    assert_null(xml_text(&answer, "Code"));
    assert_null(xml_text(&answer, "Error"));
}

static void test_declaration_in_single_quotes(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<?xml version='1.0' encoding='UTF-8'?>\n<Error><Code>AccessDenied</Code></Error>");

    assert_string_equal(xml_text(&answer, "Error/Code"), "AccessDenied");
}

static void test_empty_elements_are_empty_texts(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer = parse("<Error><Message></Message><HostId/></Error>");

    expect_leaf(&answer, 0, "Error/Message", "", 1);
    expect_leaf(&answer, 1, "Error/HostId", "", 2);
}

static void test_white_space_before_the_declaration(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse(" \n\r\n\t  <?xml version=\"1.0\"?>  \n<R><ETag>x</ETag></R>\n \n");

    assert_string_equal(xml_text(&answer, "R/ETag"), "x");
}

static void test_quotes_written_as_references(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<R><ETag>&#34;a&#34;</ETag><ETag>&quot;b&quot;</ETag><ETag>&#x22;c\"</ETag>"
              "<Key>&lt;&amp;&gt;&apos;</Key></R>");

    expect_leaf(&answer, 0, "R/ETag", "\"a\"", 1);
    expect_leaf(&answer, 1, "R/ETag", "\"b\"", 2);
    expect_leaf(&answer, 2, "R/ETag", "\"c\"", 3);
    expect_leaf(&answer, 3, "R/Key", "<&>'", 4);
}

static void test_utf8_is_kept(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<?xml version=\"1.0\"?><R><Key>ü/€/\xf0\x9f\x92\xbe</Key><Key>&#252;&#x1f4be;"
              "</Key></R>");

    expect_leaf(&answer, 0, "R/Key", "ü/€/\xf0\x9f\x92\xbe", 1);
    expect_leaf(&answer, 1, "R/Key", "ü\xf0\x9f\x92\xbe", 2);
}

static void test_byte_order_mark(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer = parse("\xef\xbb\xbf<R>x</R>");

    assert_string_equal(xml_text(&answer, "R"), "x");
}

static void test_namespaces_are_ignored(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<a:R xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\" xmlns:a=\"x\">"
              "<b:Owner xsi:type=\"User\"><ID>7</ID></b:Owner></a:R>");

    assert_string_equal(answer.root, "R");
    assert_int_equal(answer.count, 1);
    assert_string_equal(xml_text(&answer, "R/Owner/ID"), "7");
}

static void test_white_space_within_a_leaf_is_kept(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<R>\n  <Key> a  b </Key>\n  <Key>  </Key>\n  <Key>a\nb</Key>\n</R>");

    assert_int_equal(answer.count, 3);
    expect_leaf(&answer, 0, "R/Key", " a  b ", 1);
    expect_leaf(&answer, 1, "R/Key", "  ", 2);
    expect_leaf(&answer, 2, "R/Key", "a\nb", 3);
}

static void test_text_beside_elements_is_no_leafs(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer = parse("<R>one<A>two</A>three<B/>four</R>");

    assert_int_equal(answer.count, 2);
    expect_leaf(&answer, 0, "R/A", "two", 1);
    expect_leaf(&answer, 1, "R/B", "", 2);
}

static void test_text_in_pieces_is_one(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<R><Key>a<!-- no -->b<?no no?>c<![CDATA[<d>&amp;]]>e&#102;</Key></R>");

    assert_int_equal(answer.count, 1);
    expect_leaf(&answer, 0, "R/Key", "abc<d>&amp;ef", 1);
}

static void test_a_root_may_be_the_leaf(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<LocationConstraint>eu-west-1</LocationConstraint>");

    assert_int_equal(answer.count, 1);
    expect_leaf(&answer, 0, "LocationConstraint", "eu-west-1", 0);
}

static void test_leaves_of_one_item_share_its_number(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<ListPartsResult><UploadId>u</UploadId>"
              "<Part><PartNumber>1</PartNumber><ETag>a</ETag></Part>"
              "<Part><PartNumber>2</PartNumber><Owner><ID>i</ID></Owner></Part>"
              "<IsTruncated>false</IsTruncated></ListPartsResult>");

    assert_int_equal(answer.count, 6);
    expect_leaf(&answer, 0, "ListPartsResult/UploadId", "u", 1);
    expect_leaf(&answer, 1, "ListPartsResult/Part/PartNumber", "1", 2);
    expect_leaf(&answer, 2, "ListPartsResult/Part/ETag", "a", 2);
    expect_leaf(&answer, 3, "ListPartsResult/Part/PartNumber", "2", 3);
    expect_leaf(&answer, 4, "ListPartsResult/Part/Owner/ID", "i", 3);
    expect_leaf(&answer, 5, "ListPartsResult/IsTruncated", "false", 4);
}

static void test_the_first_of_a_path_is_found(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer = parse("<R><A>1</A><A>2</A><B><A>3</A></B></R>");

    assert_string_equal(xml_text(&answer, "R/A"), "1");
    assert_string_equal(xml_text(&answer, "R/B/A"), "3");
    assert_null(xml_text(&answer, "R/B"));
    assert_null(xml_text(&answer, ""));
}

static void test_length_is_obeyed(UNUSED void **state)
{
    struct xml_answer answer;

    assert_true(xml_parse("<R>x</R>garbage", 8, &answer));
    assert_string_equal(xml_text(&answer, "R"), "x");
    xml_free(&answer);
    expect_refused("<R>x</R>garbage", 9);
    expect_refused("<R>x</R>", 7);
}

static void test_freeing_twice_is_harmless(UNUSED void **state)
{
    struct xml_answer answer = parse("<R>x</R>");

    xml_free(&answer);
    xml_free(&answer);
    assert_null(xml_text(&answer, "R"));
}

/* ---- What is no answer ---- */

static void test_what_is_no_document_is_refused(UNUSED void **state)
{
    static const char *const bad[] = {
        "",
        " ",
        " \r\n\t ",
        "no XML",
        "{\"Error\": 1}",
        "<!doctype html><html><body>504 Gateway Timeout</body></html>",
        "<html><body><br>Bad Gateway</body></html>",
        "<R>",
        "<R><A></R></A>",
        "<R/><R/>",
        "<R>x</R>y",
        "<R>&unknown;</R>",
        "<R>a & b</R>",
        "<R>&#0;</R>",
        "<R>\x01</R>",
        "<R>\xff</R>",
        "<R>\xc3</R>",
        "<R>\xed\xa0\x80</R>",
        "<R a=\"1\" a=\"2\"/>",
        "<?xml version=\"1.0\"?>",
        "x <?xml version=\"1.0\"?><R/>",
        "<R/><?xml version=\"1.0\"?>",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        expect_refused(bad[i], strlen(bad[i]));
}

static void test_nothing_at_all_is_refused(UNUSED void **state)
{
    expect_refused(NULL, 0);
}

static void test_document_type_is_refused(UNUSED void **state)
{
    static const char *const bad[] = {
        "<!DOCTYPE R><R/>",
        "<!DOCTYPE R SYSTEM \"file:///etc/passwd\"><R/>",
        "<!DOCTYPE R [<!ENTITY e \"x\">]><R>&e;</R>",
        "<!DOCTYPE R [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><R>&e;</R>",
        "<!DOCTYPE R [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><R>&b;&b;&b;</R>",
        "<!DOCTYPE R [<!ATTLIST R a CDATA \"x\">]><R/>",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        expect_refused(bad[i], strlen(bad[i]));
}

static void test_utf16_is_refused(UNUSED void **state)
{
    expect_refused("\xff\xfe<\0R\0>\0\x08\x20<\0/\0R\0>\0", 18);
    expect_refused("\xfe\xff\0<\0R\0>\x20\x08\0<\0/\0R\0>", 18);
    expect_refused("<\0R\0/\0>\0", 8);
}

static void test_utf8_is_read_whatever_the_declaration_says(UNUSED void **state)
{
    static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-1'?><R>\xfc</R>";
    CLEANUP_XML struct xml_answer answer =
        parse("<?xml version='1.0' encoding='ISO-8859-1'?><R>ü</R>");

    assert_string_equal(xml_text(&answer, "R"), "ü");
    expect_refused(latin, strlen(latin));
}

static void test_nul_is_refused(UNUSED void **state)
{
    expect_refused("<R>a\0b</R>", 10);
    expect_refused("<R>a</R>\0", 9);
    expect_refused("\0<R>a</R>", 9);
}

/* ---- Bounds ---- */

static void test_depth_is_bounded(UNUSED void **state)
{
    CLEANUP_XML struct xml_answer answer =
        parse("<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>x</a></a></a></a></a></a></a></a>"
              "</a></a></a></a></a></a></a></a>");
    static const char deeper[] =
        "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><b/></a></a></a></a></a></a></a></a>"
        "</a></a></a></a></a></a></a></a>";
    CLEANUP_FREE char *open = repeat("", "<a>", 1000000, "");

    assert_string_equal(xml_text(&answer, "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"), "x");
    expect_refused(deeper, strlen(deeper));
    expect_refused(open, strlen(open));
}

static void test_names_are_bounded(UNUSED void **state)
{
    CLEANUP_FREE char *most = repeat("<", "n", 511, "/>");
    CLEANUP_FREE char *root = repeat("<", "n", 512, "/>");
    CLEANUP_FREE char *below = repeat("<R><A/><", "n", 510, "/><A/></R>");
    CLEANUP_FREE char *fits = repeat("<R><", "n", 509, "/><A/></R>");
    CLEANUP_XML struct xml_answer answer = parse(most), other = parse(fits);

    assert_int_equal(strlen(answer.root), 511);
    assert_int_equal(strlen(other.leaves[0].path), 511);
    assert_string_equal(other.leaves[1].path, "R/A");
    expect_refused(root, strlen(root));
    expect_refused(below, strlen(below));
}

static void test_leaves_are_bounded(UNUSED void **state)
{
    CLEANUP_FREE char *most = repeat("<R>", "<A/>", 100000, "</R>");
    CLEANUP_FREE char *more = repeat("<R>", "<A/>", 100001, "</R>");
    CLEANUP_XML struct xml_answer answer = parse(most);

    assert_int_equal(answer.count, 100000);
    expect_leaf(&answer, 99999, "R/A", "", 100000);
    expect_refused(more, strlen(more));
}

static void test_text_is_bounded(UNUSED void **state)
{
    CLEANUP_FREE char *most = repeat("<R>", "x", (16u << 20) - 7, "</R>");
    CLEANUP_FREE char *more = repeat("<R>", "x", (16u << 20) - 6, "</R>");
    CLEANUP_XML struct xml_answer answer = parse(most);

    assert_int_equal(strlen(xml_text(&answer, "R")), (16u << 20) - 7);
    expect_refused(more, strlen(more));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error_document),
        cmocka_unit_test(test_declaration_in_single_quotes),
        cmocka_unit_test(test_empty_elements_are_empty_texts),
        cmocka_unit_test(test_white_space_before_the_declaration),
        cmocka_unit_test(test_quotes_written_as_references),
        cmocka_unit_test(test_utf8_is_kept),
        cmocka_unit_test(test_byte_order_mark),
        cmocka_unit_test(test_namespaces_are_ignored),
        cmocka_unit_test(test_white_space_within_a_leaf_is_kept),
        cmocka_unit_test(test_text_beside_elements_is_no_leafs),
        cmocka_unit_test(test_text_in_pieces_is_one),
        cmocka_unit_test(test_a_root_may_be_the_leaf),
        cmocka_unit_test(test_leaves_of_one_item_share_its_number),
        cmocka_unit_test(test_the_first_of_a_path_is_found),
        cmocka_unit_test(test_length_is_obeyed),
        cmocka_unit_test(test_freeing_twice_is_harmless),
        cmocka_unit_test(test_what_is_no_document_is_refused),
        cmocka_unit_test(test_nothing_at_all_is_refused),
        cmocka_unit_test(test_document_type_is_refused),
        cmocka_unit_test(test_utf16_is_refused),
        cmocka_unit_test(test_utf8_is_read_whatever_the_declaration_says),
        cmocka_unit_test(test_nul_is_refused),
        cmocka_unit_test(test_depth_is_bounded),
        cmocka_unit_test(test_names_are_bounded),
        cmocka_unit_test(test_leaves_are_bounded),
        cmocka_unit_test(test_text_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
