using System.Collections.Immutable;
using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.Approvals;

namespace OpenClaw.Tools.Tests.Approvals;

public sealed class ShellCommandTests
{
    [Theory]
    [InlineData("ls", "ls")]
    [InlineData("  git   status -s ", "git,status,-s")]
    [InlineData("a 'b c' \"d e\"f", "a,b c,d ef")]
    [InlineData("a|b||c&&d;e", "a/| b/|| c/&& d/; e")]
    [InlineData("grep '' x", "grep,,x")]
    public void Plain_programs_are_taken_apart(string text, string expected)
    {
        Assert.True(ShellCommand.TryParse(text, out var segments));
        Assert.Equal(expected, string.Join('/', segments.Select(s => (s.Operator.Length == 0 ? "" : s.Operator + " ") + string.Join(',', s.Words))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a;")]
    [InlineData("| a")]
    [InlineData("a ;; b")]
    [InlineData("a & b")]
    [InlineData("a |& b")]
    [InlineData("a > b")]
    [InlineData("a $(b)")]
    [InlineData("a `b`")]
    [InlineData("a \"$b\"")]
    [InlineData("a $'b'")]
    [InlineData("a *")]
    [InlineData("a ~/b")]
    [InlineData("a {b,c}")]
    [InlineData("a \\b")]
    [InlineData("a #b")]
    [InlineData("a\nb")]
    [InlineData("a 'b")]
    [InlineData("A=b c")]
    [InlineData("if a")]
    [InlineData("(a)")]
    [InlineData("a !b")]
    public void Whatever_a_shell_would_work_on_is_not_plain(string text) => Assert.False(ShellCommand.TryParse(text, out _));

    [Fact]
    public void Words_that_are_written_are_read_by_a_real_shell_as_they_were()
    {
        var words = Gen.Elements("a", " ", "'", "\"", "$HOME", "`id`", "*", "\\", "\n", ";", "&&", "~", "!", "é", "#", "{a,b}").ListOf(6).Select(parts => "x" + string.Concat(parts));
        Prop.ForAll(words.ListOf(4).ToArbitrary(), list =>
        {
            var line = ShellCommand.Write([new ShellSegment(["printf", "%s\\0", .. list], "")]);
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardOutput = true })!;
            var output = shell.StandardOutput.ReadToEnd();
            return list.Count == 0 || output == string.Concat(list.Select(word => word + "\0"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_taken_apart_means_the_same_to_a_real_shell()
    {
        // The oracle is the shell: for every line that counts as plain it must see the very words that were found.
        var pieces = Gen.Elements("a", "b c", " ", "'", "\"", "-x", "=", "'q r'", "\"s t\"", "%", "^", "@", ",", ":", "/", "é", "1", "$", "*", "\\", ">", "~", "#", "!");
        Prop.ForAll(Gen.Sized(size => pieces.ListOf(Math.Min(size, 10))).Select(string.Concat).ToArbitrary(), text =>
        {
            if (!ShellCommand.TryParse("p " + text, out var segments) || segments is not [{ Words: var words }])
            {
                return true;
            }

            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "p() { printf '%s\\0' \"$@\"; }; p " + text]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = shell.StandardOutput.ReadToEnd();
            return output == (words.Length == 1 ? "\0" : string.Concat(words.Skip(1).Select(word => word + "\0")));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("/usr/bin/head", "-20", true)]
    [InlineData("/usr/bin/head", "-n 5", true)]
    [InlineData("/usr/bin/head", "file", false)]
    [InlineData("/tmp/head", "-20", false)]
    [InlineData("/usr/bin/sort", "-rn -k 2", true)]
    [InlineData("/usr/bin/sort", "-o out", false)]
    [InlineData("/usr/bin/sort", "--compress-program=sh", false)]
    [InlineData("/usr/bin/grep", "-i word", true)]
    [InlineData("/usr/bin/grep", "word file", false)]
    [InlineData("/usr/bin/grep", "-r word", false)]
    [InlineData("/usr/bin/grep", "-f patterns", false)]
    [InlineData("/usr/bin/tr", "a b", true)]
    [InlineData("/usr/bin/jq", "-r .name", true)]
    [InlineData("/usr/bin/jq", "env", false)]
    [InlineData("/usr/bin/jq", ". file", false)]
    [InlineData("/usr/bin/uniq", "in out", false)]
    [InlineData("/usr/bin/cut", "-d , -f 1", true)]
    [InlineData("/usr/bin/sed", "s/a/b/", false)]
    public void A_filter_is_safe_while_it_names_no_file(string program, string arguments, bool safe) =>
        Assert.Equal(safe, SafePrograms.OnlyFilters(program, [.. arguments.Split(' ')]));

    [Theory]
    [InlineData("/usr/bin/git", "/usr/bin/git", true)]
    [InlineData("/usr/bin/*", "/usr/bin/git", true)]
    [InlineData("/usr/*", "/usr/bin/git", false)]
    [InlineData("/usr/**", "/usr/bin/git", true)]
    [InlineData("/**/git", "/usr/bin/git", true)]
    [InlineData("/**/git", "/usr/bin/gitk", false)]
    [InlineData("git", "/usr/bin/git", false)]
    [InlineData("*", "/usr/bin/git", false)]
    [InlineData("/usr/bin/GIT", "/usr/bin/git", false)]
    public void An_entry_matches_paths(string pattern, string path, bool matches) =>
        Assert.Equal(matches, new ExecAllowlistEntry("1", pattern).Matches(path, []));

    [Fact]
    public void An_entry_restricted_in_a_foreign_language_matches_nothing() =>
        Assert.False(new ExecAllowlistEntry("1", "/usr/bin/git") { ForeignArgumentPattern = ".*" }.Matches("/usr/bin/git", []));
}
