using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Tools.Tests.Files;

public sealed class FileToolTests : FileFixture
{
    [Fact]
    public async Task Reading_gives_lines_and_says_how_to_go_on()
    {
        Put("a.txt", string.Join('\n', Enumerable.Range(1, 10).Select(i => $"line {i}")) + "\n");
        Assert.Equal("line 3\nline 4\n\n[Lines 3-4 of 10. Use offset=5 to go on.]", await OkAsync("read", """{"path":"a.txt","offset":3,"limit":2}"""));
        Assert.Equal("line 9\nline 10\n", await OkAsync("read", """{"file_path":"a.txt","offset":"9"}"""));
        Assert.Contains("has 10 lines", await RefusedAsync("read", """{"path":"a.txt","offset":11}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_is_cut_where_it_can_be_continued()
    {
        Put("long.txt", string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 5000)));
        var text = await OkAsync("read", """{"path":"long.txt"}""");
        Assert.InRange(text.Length, 40_000, 60_000);
        Assert.Matches(@"\[Lines 1-(\d+) of 5000\. Use offset=(\d+) to go on\.\]$", text);
    }

    [Fact]
    public async Task Folders_binaries_and_missing_files_are_refused_with_words()
    {
        Directory.CreateDirectory(Path.Combine(Root, "folder"));
        await File.WriteAllBytesAsync(Path.Combine(Root, "binary"), [1, 0, 2]);
        Assert.Contains("is a folder", await RefusedAsync("read", """{"path":"folder"}"""), StringComparison.Ordinal);
        Assert.Contains("not a text file", await RefusedAsync("read", """{"path":"binary"}"""), StringComparison.Ordinal);
        Assert.Contains("does not exist", await RefusedAsync("read", """{"path":"nothing"}"""), StringComparison.Ordinal);
        Assert.Contains("\"path\" is missing", await RefusedAsync("read", "{}"), StringComparison.Ordinal);
        Assert.Contains("not valid JSON", await RefusedAsync("read", "{\"path\":"), StringComparison.Ordinal);
        Assert.Contains("must be a JSON object", await RefusedAsync("read", "[]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_comes_as_a_picture()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0];
        await File.WriteAllBytesAsync(Path.Combine(Root, "a.png"), png);
        var result = await CallAsync("read", """{"path":"a.png"}""");
        var image = Assert.Single(result.Content.OfType<MessageContent.Image>());
        Assert.Equal(("image/png", png.Length), (image.MimeType, image.Data.Length));
    }

    [Fact]
    public async Task Writing_makes_folders_keeps_the_mode_and_leaves_nothing_beside()
    {
        Assert.StartsWith("Created", await OkAsync("write", """{"path":"a/b/c.sh","content":"one"}"""), StringComparison.Ordinal);
        var path = Path.Combine(Root, "a/b/c.sh");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.StartsWith("Replaced", await OkAsync("write", """{"path":"a/b/c.sh","content":"two"}"""), StringComparison.Ordinal);
        Assert.Equal("two", Get("a/b/c.sh"));
        Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));
        Assert.Single(Directory.GetFileSystemEntries(Path.Combine(Root, "a/b")));
        Assert.Contains("is a folder", await RefusedAsync("write", """{"path":"a/b","content":"x"}"""), StringComparison.Ordinal);
        Assert.Contains("is a file, not a folder", await RefusedAsync("write", """{"path":"a/b/c.sh/d","content":"x"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_is_not_unique_changes_nothing()
    {
        Put("a.txt", "one two one");
        Assert.Contains("more than once", await RefusedAsync("edit", """{"path":"a.txt","oldText":"one","newText":"x"}"""), StringComparison.Ordinal);
        Assert.Contains("does not occur", await RefusedAsync("edit", """{"path":"a.txt","edits":[{"oldText":"two","newText":"2"},{"oldText":"three","newText":"3"}]}"""), StringComparison.Ordinal);
        Assert.Equal("one two one", Get("a.txt"));
        await OkAsync("edit", """{"path":"a.txt","old_string":"one two","new_string":"1 2"}""");
        Assert.Equal("1 2 one", Get("a.txt"));
    }

    [Fact]
    public async Task An_edit_keeps_line_ends_and_byte_order_mark()
    {
        Put("a.txt", "\uFEFFone\r\ntwo\r\n");
        await OkAsync("edit", """{"path":"a.txt","oldText":"one\ntwo","newText":"1\n2"}""");
        Assert.Equal("\uFEFF1\r\n2\r\n"u8.ToArray(), await File.ReadAllBytesAsync(Path.Combine(Root, "a.txt")));
    }

    [Fact]
    public async Task Edits_at_the_same_time_are_all_kept()
    {
        Put("a.txt", string.Concat(Enumerable.Range(0, 50).Select(i => $"<{i}>")));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => OkAsync("edit", $$"""{"path":"a.txt","oldText":"<{{i}}>","newText":"[{{i}}]"}""")));
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"[{i}]")), Get("a.txt"));
    }

    [Fact]
    public async Task Listing_marks_folders_and_links()
    {
        Put("b.txt", "");
        Put("a/x", "");
        File.CreateSymbolicLink(Path.Combine(Root, "c"), "b.txt");
        Assert.Equal("a/\nb.txt\nc@\n", await OkAsync("ls", "{}"));
        Assert.Equal("a/\n[2 more entries]", await OkAsync("ls", """{"path":".","limit":1}"""));
    }

    [Fact]
    public async Task Finding_takes_globs_and_leaves_the_masses_out()
    {
        Put("a.cs", "");
        Put("src/b.cs", "");
        Put("src/deep/c.ts", "");
        Put("node_modules/x/d.cs", "");
        Put(".git/e.cs", "");
        Assert.Equal("a.cs\nsrc/b.cs\n", await OkAsync("find", """{"pattern":"*.cs"}"""));
        Assert.Equal("src/b.cs\nsrc/deep/c.ts\n", await OkAsync("find", """{"pattern":"src/**/*.{cs,ts}"}"""));
        Assert.Equal("deep/c.ts\n", await OkAsync("find", """{"pattern":"**/c.*","path":"src"}"""));
    }

    [Fact]
    public async Task Searching_shows_lines_with_their_numbers_and_surroundings()
    {
        Put("a.txt", "one\ntwo\nthree\nfour\n");
        Put("b.md", "TWO\n");
        Assert.Equal("a.txt:2: two\n", await OkAsync("grep", """{"pattern":"tw."}"""));
        Assert.Equal("a.txt-1- one\na.txt:2: two\na.txt-3- three\n", await OkAsync("grep", """{"pattern":"two","context":1,"glob":"*.txt","ignoreCase":true}"""));
        Assert.Equal("b.md:1: TWO\n", await OkAsync("grep", """{"pattern":"two","path":"b.md","ignoreCase":true}"""));
        Assert.Equal("No line matches.", await OkAsync("grep", """{"pattern":"tw.","literal":true}"""));
        Assert.Contains("cannot be used", await RefusedAsync("grep", """{"pattern":"(?=x)"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_made_to_take_for_ever_does_not()
    {
        Put("a.txt", new string('a', 100_000) + "!");
        Assert.Equal("No line matches.", await OkAsync("grep", """{"pattern":"^(a+)+$"}"""));
    }

    [Fact]
    public async Task A_denied_tool_is_neither_offered_nor_carried_out()
    {
        Options = Options with { Policy = new() { Deny = ["write"], Allow = ["group:fs"] } };
        Assert.DoesNotContain(Host.ToolsOf(Context), tool => tool.Tool.Name == "write");
        Assert.Contains("no tool", await RefusedAsync("write", """{"path":"a","content":""}"""), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }
}
