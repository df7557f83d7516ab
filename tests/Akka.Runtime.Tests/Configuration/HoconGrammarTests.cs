using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Runtime.Tests.Configuration;

public sealed class HoconGrammarTests
{
    [Theory]
    [InlineData("a = 1")]
    [InlineData("a : 1")]
    [InlineData("{ a = 1 }")]
    [InlineData("{\"a\":1}")]
    [InlineData("\uFEFFa=1")]
    [InlineData("# note\na = 1 # more\n// and more\n")]
    [InlineData("a=1//x")]
    [InlineData(",a = 1,,")]
    [InlineData("a = 2\na = 1")]
    [InlineData("a = 1\r\nb = 2\r\n")]
    public void Fields_may_be_written_in_any_of_these_ways(string hocon) => Assert.Equal(1, Parse(hocon).GetInt("a"));

    [Theory]
    [InlineData("a.b.c = x")]
    [InlineData("a { b { c = x } }")]
    [InlineData("a { b.c = x }")]
    [InlineData("a.b { c = x }")]
    [InlineData("a\n{\n b =\n {\n c = x\n }\n}")]
    [InlineData("a { b { d = y } }\na { b { c = x } }")]
    [InlineData("a = 1\na { b { c = x } }")]
    public void Paths_and_nesting_mean_the_same(string hocon) => Assert.Equal("x", Parse(hocon).GetString("a.b.c"));

    [Fact]
    public void A_quoted_key_is_one_element()
    {
        var config = Parse("""akka.actor.deployment { "/user/a.b" { dispatcher = x }, /user/* { dispatcher = y } }""");
        Assert.Equal("x", config.GetString("akka.actor.deployment.\"/user/a.b\".dispatcher"));
        Assert.Equal("y", config.GetString("akka.actor.deployment./user/*.dispatcher"));
        Assert.False(config.HasPath("akka.actor.deployment./user/a.b.dispatcher"));
    }

    [Theory]
    [InlineData("a = hello big  world", "hello big  world")]
    [InlineData("a = \"x\" y \"z\"", "x y z")]
    [InlineData("a = \"tab\\t, quote\\\", \\u0041\"", "tab\t, quote\", A")]
    [InlineData("a = \"\"", "")]
    [InlineData("a = \"\"\"one\n\"two\" \\n\"\"\"", "one\n\"two\" \\n")]
    [InlineData("a = \"\"\"ends with quote\"\"\"\"", "ends with quote\"")]
    [InlineData("a = Akka.Event.Logger", "Akka.Event.Logger")]
    [InlineData("a = a/b", "a/b")]
    public void Texts(string hocon, string expected) => Assert.Equal(expected, Parse(hocon).GetString("a"));

    [Theory]
    [InlineData("a = [1, 2, 3]")]
    [InlineData("a = [\n1\n2\n3\n]")]
    [InlineData("a = [1,2,3,]")]
    [InlineData("a = [1] [2, 3]")]
    [InlineData("a = [1]\na += 2\na += 3")]
    [InlineData("a = [1]\na = ${a} [2, 3]")]
    [InlineData("b = [1, 2]\na = ${b} [3]")]
    [InlineData("a { 0 = 1, 2 = 3, 1 = 2 }")]
    public void Lists(string hocon) => Assert.Equal([1, 2, 3], Parse(hocon).GetIntList("a"));

    [Fact]
    public void Append_to_nothing_makes_a_list() => Assert.Equal(["x"], Parse("a.b += x").GetStringList("a.b"));

    [Theory]
    [InlineData("b = x\na = ${b}", "x")]
    [InlineData("a = ${b}\nb = x", "x")]
    [InlineData("b { c = x }\na = ${b.c}", "x")]
    [InlineData("b = x\na = \"<\"${b}\">\"", "<x>")]
    [InlineData("a = x\na = ${?nothing.here}", "x")]
    [InlineData("a = x${?nothing.here}", "x")]
    [InlineData("a = ${b}\nb = ${c}\nc = x", "x")]
    [InlineData("o { p = x, q = ${o.p} }\na = ${o.q}", "x")]
    [InlineData("a = /bin\na = ${a}\":/usr\"", "/bin:/usr")]
    public void Substitutions(string hocon, string expected) => Assert.Equal(expected, Parse(hocon).GetString("a"));

    [Fact]
    public void A_substituted_object_is_completed_by_what_follows()
    {
        var config = Parse("base { x = 1, y = 2 }\na = ${base} { y = 3 }\nb = ${base}\nb { x = 9 }");
        Assert.Equal((1, 3), (config.GetInt("a.x"), config.GetInt("a.y")));
        Assert.Equal((9, 2), (config.GetInt("b.x"), config.GetInt("b.y")));
    }

    [Fact]
    public void A_substitution_falls_back_to_the_environment_and_the_text_wins()
    {
        var name = "HOCON_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(name, "from environment");
        try
        {
            Assert.Equal("from environment", Parse($"a = ${{{name}}}").GetString("a"));
            Assert.Equal("from environment", Parse($"a = default\na = ${{?{name}}}").GetString("a"));
            Assert.Equal("from text", Parse($"{name} = from text\na = ${{{name}}}").GetString("a"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Theory]
    [InlineData("a = {", "line 1, column 5")]
    [InlineData("a = 1\nb = [1, 2", "line 2, column 5")]
    [InlineData("a = \"x", "line 1, column 5")]
    [InlineData("a = \"x\ny\"", "line 1, column 5")]
    [InlineData("a = \"\"\"x", "line 1, column 5")]
    [InlineData("a = 1\n  b\n", "line 2, column 3")]
    [InlineData("a =\nb = 1", "line 1, column 1")]
    [InlineData("a = b = c", "line 1, column 7")]
    [InlineData("a..b = 1", "line 1, column 3")]
    [InlineData("= 1", "line 1, column 1")]
    [InlineData("a = 1 }", "line 1, column 7")]
    [InlineData("{ a = 1 } b", "line 1, column 11")]
    [InlineData("[1]", "line 1, column 1")]
    [InlineData("a = \"\\q\"", "line 1, column 6")]
    [InlineData("a = \"\\u12\"", "line 1, column 6")]
    [InlineData("a = ${b", "line 1, column 5")]
    [InlineData("a = ${}", "line 1, column 7")]
    [InlineData("x = 1\na = ${missing.key}", "line 2, column 5")]
    [InlineData("a = ${a}", "line 1, column 5")]
    [InlineData("a = ${b}\nb = ${a}", "line 2, column 5")]
    [InlineData("a = [1] x", "line 1, column 5")]
    public void An_error_names_line_and_column(string hocon, string place)
    {
        var error = Assert.Throws<HoconParserException>(() => Parse(hocon));
        Assert.EndsWith($"({place})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_bounded_whatever_is_nested()
    {
        const int deep = 100_000;
        Assert.Throws<HoconParserException>(() => Parse("a=" + new string('[', deep)));
        Assert.Throws<HoconParserException>(() => Parse(string.Concat(Enumerable.Repeat("a{", deep))));
        Assert.Throws<HoconParserException>(() => Parse(string.Join('.', Enumerable.Repeat("a", deep)) + "=1"));
        var chain = string.Join('\n', Enumerable.Range(0, deep).Select(i => $"k{i} = ${{k{i + 1}}}"));
        Assert.Throws<HoconParserException>(() => Parse(chain + $"\nk{deep} = 1"));
    }

    [Fact]
    public void What_is_printed_reads_back_the_same()
    {
        var config = Parse("""a { "b.c" = "x \"y\"\n", d = [1, {e = null}, "null"], f = 10s }, g {}, h = "" """);
        Assert.Equal(config.ToString(), Parse(config.ToString()).ToString());
        Assert.Equal("x \"y\"\n", Parse(config.ToString()).GetString("a.\"b.c\""));
    }

    [Fact]
    public void Random_text_is_read_or_refused_clearly()
    {
        const string alphabet = "ab.={}[]\"$#/,:+?\\ \n1";
        var random = new Random(20261122);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 24)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            string printed;
            try
            {
                printed = Parse(text).ToString();
            }
            catch (HoconParserException)
            {
                continue;
            }

            Assert.Equal(printed, Parse(printed).ToString());
        }
    }

    [Fact]
    public void An_include_is_what_the_caller_says_and_later_keys_win()
    {
        var config = ConfigurationFactory.ParseString(
            "a { include \"defaults\", y = 3 }\ninclude required(\"top\")\nincluded = ${z}",
            name => name == "none" ? null : Parser.Parse(name == "top" ? "z = 9" : "x = 1, y = 2", null));
        Assert.Equal((1, 3, 9, 9), (config.GetInt("a.x"), config.GetInt("a.y"), config.GetInt("z"), config.GetInt("included")));
        Assert.Throws<HoconParserException>(() => ConfigurationFactory.ParseString("include required(\"none\")", _ => null));
        Assert.True(ConfigurationFactory.ParseString("include \"none\"", _ => null).IsEmpty);
    }

    [Fact]
    public void An_included_file_is_part_of_the_text()
    {
        var folder = Directory.CreateTempSubdirectory("hocon-").FullName;
        var (outer, inner) = (Path.Combine(folder, "outer.conf"), Path.Combine(folder, "inner.conf"));
        try
        {
            File.WriteAllText(inner, "a = ${b}\nlist = [1]");
            File.WriteAllText(outer, $"include file(\"{inner}\")\nb = x\nlist += 2");
            var config = Parse($"include \"{outer}\"\ninclude \"{folder}/missing.conf\"");
            Assert.Equal("x", config.GetString("a"));
            Assert.Equal([1, 2], config.GetIntList("list"));
            File.WriteAllText(inner, $"include \"{outer}\"");
            Assert.Throws<HoconParserException>(() => Parse($"include \"{outer}\""));
            Assert.Throws<HoconParserException>(() => Parse($"include required(\"{folder}/missing.conf\")"));
            Assert.Equal(1, Parse("include = 1").GetInt("include"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
