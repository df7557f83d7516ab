using System.Runtime.InteropServices;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools.Tests.Files;

/// <summary>Nothing outside the workspace is read, listed or written, by whatever name.</summary>
public sealed class ConfinementTests : FileFixture
{
    [Theory]
    [InlineData("../outside/secret.txt")]
    [InlineData("a/../../outside/secret.txt")]
    [InlineData("./../outside/./secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("~/../../etc/passwd")]
    [InlineData("../workspace2/secret.txt")]
    [InlineData("secret\u0000.txt")]
    public async Task A_path_outside_is_refused_by_every_tool(string path)
    {
        Directory.CreateDirectory(Path.Combine(Home, "workspace2"));
        foreach (var (tool, more) in new[] { ("read", ""), ("write", ",\"content\":\"x\""), ("edit", ",\"oldText\":\"the\",\"newText\":\"x\""), ("ls", ""), ("grep", ",\"pattern\":\"secret\""), ("find", ",\"pattern\":\"*\"") })
        {
            var text = await RefusedAsync(tool, $"{{\"path\":{JsonSerializer.Serialize(path)}{more}}}");
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }

        Assert.Equal(Secret, File.ReadAllText(Path.Combine(Outside, "secret.txt")));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Home, "workspace2")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_leads_outside_is_no_way_out(bool relative)
    {
        File.CreateSymbolicLink(Path.Combine(Root, "file"), Target("secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "folder"), Target(""));
        foreach (var (tool, arguments) in new[]
        {
            ("read", """{"path":"file"}"""),
            ("read", """{"path":"folder/secret.txt"}"""),
            ("write", """{"path":"file","content":"x"}"""),
            ("write", """{"path":"folder/new.txt","content":"x"}"""),
            ("write", """{"path":"folder/sub/new.txt","content":"x"}"""),
            ("edit", """{"path":"file","oldText":"secret","newText":"x"}"""),
            ("ls", """{"path":"folder"}"""),
            ("find", """{"path":"folder","pattern":"*"}"""),
            ("grep", """{"path":"folder","pattern":"secret"}"""),
            ("grep", """{"path":"file","pattern":"secret"}"""),
        })
        {
            Assert.DoesNotContain(Secret, await RefusedAsync(tool, arguments), StringComparison.Ordinal);
        }

        Assert.Equal("No line matches.", await OkAsync("grep", """{"pattern":"secret"}"""));
        Assert.Equal("No file matches.", await OkAsync("find", """{"pattern":"*"}"""));
        Assert.Equal(["secret.txt"], Directory.GetFileSystemEntries(Outside).Select(Path.GetFileName));
        Assert.Equal(Secret, File.ReadAllText(Path.Combine(Outside, "secret.txt")));

        string Target(string name) => relative ? Path.Combine("../outside", name) : Path.Combine(Outside, name);
    }

    [Fact]
    public async Task A_link_inside_the_workspace_may_be_read_through()
    {
        Put("docs/a.txt", "inside");
        Directory.CreateSymbolicLink(Path.Combine(Root, "latest"), "docs");
        Assert.Equal("inside\n", await OkAsync("read", """{"path":"latest/a.txt"}"""));
    }

    [Fact]
    public async Task A_folder_that_is_swapped_for_a_link_all_the_time_never_gives_the_secret_away()
    {
        // The classic race: between check and use the folder becomes a link. Run long enough to win it, had it been there to win.
        var folder = Path.Combine(Root, "swap");
        var link = Path.Combine(Root, "link");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "secret.txt"), "harmless");
        Directory.CreateSymbolicLink(link, Outside);
        using var stop = new CancellationTokenSource();
        var swapper = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Assert.Equal(0, Exchange(folder, link));
            }
        });
        var read = 0;
        for (var i = 0; i < 3000; i++)
        {
            var text = TextOf(await CallAsync("read", """{"path":"swap/secret.txt"}"""));
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            read += text.StartsWith("harmless", StringComparison.Ordinal) ? 1 : 0;
            if (i % 10 == 0)
            {
                await CallAsync("write", """{"path":"swap/planted.txt","content":"x"}""");
            }
        }

        await stop.CancelAsync();
        await swapper;
        Assert.True(read > 0);
        Assert.Equal(["secret.txt"], Directory.GetFileSystemEntries(Outside).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_named_pipe_is_refused_and_does_not_block()
    {
        var pipe = Path.Combine(Root, "pipe");
        System.Diagnostics.Process.Start("mkfifo", [pipe])!.WaitForExit();
        Assert.Contains("not a regular file", await RefusedAsync("read", """{"path":"pipe"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_path_it_means_something_below_the_root_or_nothing()
    {
        var workspace = new Workspace(Root);
        var parts = Gen.Elements("..", ".", "a", "b c", "/", "//", "~", "\\", "*", "\u202e", "workspace", "outside", "secret.txt", "", "proc", "self", "root");
        var paths = Gen.Sized(size => Gen.ArrayOf(parts, Math.Min(size, 12))).Select(list => string.Join('/', list));
        Prop.ForAll(paths.ToArbitrary(), path =>
        {
            try
            {
                var full = Path.GetFullPath(Path.Combine(Root, workspace.Resolve(path)));
                return full == Root || full.StartsWith(Root + "/", StringComparison.Ordinal);
            }
            catch (ToolRefusalException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Swaps two names in one step.</summary>
    private static int Exchange(string a, string b)
    {
        const int CurrentDirectory = -100;
        const uint Exchange = 2;
        return RenameAt2(CurrentDirectory, System.Text.Encoding.UTF8.GetBytes(a + '\0'), CurrentDirectory, System.Text.Encoding.UTF8.GetBytes(b + '\0'), Exchange);
    }

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt2(int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, uint flags);
}
