namespace OpenClaw.Configuration.Tests.Reading;

/// <summary>Texts at the edges of the JSON5 grammar, good and bad; each is judged by npm's json5, not by us.</summary>
internal static class Json5Texts
{
    public static readonly string[] Corpus =
    [
        // Values
        "null", "true", "false", "0", "-0", "+0", "1", "-1", "+1", "1.5", ".5", "-.5", "+.5", "5.", "5.e3", ".e3", ".", "+", "-", "+-1", "- 1",
        "1e3", "1E+3", "1e-3", "1e", "1e+", "1e999", "-1e999", "5e-324", "1e-400", "0.1", "123456789012345678901234567890", "01", "00", "0.0", "-01", "0e1",
        "0x", "0x0", "0X1f", "-0xFF", "+0xff", "0xG", "0x1G", "0x1.5", "0x1fffffffffffff", "0x20000000000001", "0x20000000000003", "0x1ffffffffffffff8", "0xffffffffffffffffffffffffffffffff",
        "0x80000000000004000000000000000000", "0x80000000000004000000000000000001", "0x80000000000003ffffffffffffffffff", "0b1", "0o7", "1_000", "1n",
        "Infinity", "-Infinity", "+Infinity", "NaN", "-NaN", "+NaN", "infinity", "nan", "Infinit", "Na", "nul", "nulll", "truefalse", "True", "undefined", "1a", "1 2", "null null",
        // Strings
        "\"\"", "''", "\"a'b\"", "'a\"b'", "'a", "\"a", "'", "\"", "'a\nb'", "'a\rb'", "'a\\\nb'", "'a\\\r\nb'", "'a\\\rb'", "'a\\\u2028b'", "'a\\\u2029b'", "'a\u2028b'", "'a\u2029b'",
        "'a\tb'", "'a\0b'", "'\u0001'", @"'\b\f\n\r\t\v\0\'\""\\\/'", @"'\a\c\q\z\$'", @"'\01'", @"'\08'", @"'\1'", @"'\9'", @"'\x41\x7a'", @"'\x4'", @"'\x4g'", @"'\u0041'", @"'\u004'", @"'\u004G'",
        @"'\u{41}'", @"'\uD83D\uDE00'", @"'\uD83D'", @"'\", @"'\u", @"'\x", "'\U0001F600'", "`a`",
        // Arrays
        "[]", "[1]", "[1,]", "[,]", "[1,,2]", "[1 2]", "[1", "[1,", "[", "]", "[1]]", "[[[]]]", "[/**/]", "[1//\n,2]", "[1,2,3,]", "[{}, [], '', null]",
        // Objects
        "{}", "{a:1}", "{a:1,}", "{,}", "{a:1,,b:2}", "{a}", "{a:}", "{:1}", "{a 1}", "{a:1 b:2}", "{a:1", "{a:1,", "{a", "{", "}", "{a:1}}", "{'a':1}", "{\"a\":1}", "{'':1}", "{1:2}", "{.a:1}",
        "{a-b:1}", "{$:1,_:2,$_$:3}", "{ünïcödé:1}", "{日本語:1}", "{ℵ:1}", "{ⅷ:1}", "{a\u0301:1}", "{\u0301a:1}", "{a\u200Cb\u200D:1}", "{\u200Ca:1}", "{a٣:1}", "{٣a:1}", "{a‿b:1}", "{‿a:1}", "{𐐷:1}",
        @"{\u0061:1}", @"{\u0061b:1}", @"{a\u0062c:1}", @"{\u0030a:1}", @"{a\u0030:1}", @"{\u002d:1}", @"{a\x62:1}", @"{a\u006:1}", @"{a\:1}", "{null:1,true:2,if:3,class:4,Infinity:5,NaN:6}",
        "{a:1,a:2}", "{a:{b:1},a:{c:2}}", "{'a b':1}", "{a:1;}", "{[a]:1}", "{'a\\\nb':1}",
        // White space and comments
        "", " ", "\t\n\v\f\r\u00A0\uFEFF\u2028\u2029\u2003 1", "1 ", "\u00851", "\u200B1", "\u180E1", "\u1680 1", "\u205F1\u3000", "//a\n1", "//a\r1", "//a\u20281", "1//a", "1//", "/**/1", "/*a*/1/*b*/", "/*/1", "/*", "/**", "/* * / */1",
        "/ /1", "/1", "1/", "#a\n1", "<!--a\n1", "{/*a*/b/*c*/:/*d*/1/*e*/,/*f*/}", "[\n// a\n1, // b\n2 /* c */\n]", "\uFEFF{}", "{a:1}\uFEFF", "\uFEFF",
        "{\n  // comment\n  unquoted: 'and you can quote me on that',\n  singleQuotes: 'I can use \"double quotes\" here',\n  lineBreaks: \"Look, Mom! \\\nNo \\\\n's!\",\n  hexadecimal: 0xdecaf,\n  leadingDecimalPoint: .8675309, andTrailing: 8675309.,\n  positiveSign: +1,\n  trailingComma: 'in objects', andIn: ['arrays',],\n  \"backwardsCompatible\": \"with JSON\",\n}",
    ];
}
