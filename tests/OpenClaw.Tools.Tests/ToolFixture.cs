using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Tests;

/// <summary>A workspace beside a secret that tools must not reach, and calls as a run makes them.</summary>
public abstract class ToolFixture : IDisposable
{
    internal const string Secret = "the secret outside";

    private int _calls;

    protected ToolFixture()
    {
        Home = Directory.CreateTempSubdirectory("openclaw-tools-").FullName;
        Root = Path.Combine(Home, "workspace");
        Outside = Path.Combine(Home, "outside");
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Path.Combine(Outside, "secret.txt"), Secret);
        Options = new AgentToolOptions { Workspace = Root };
    }

    internal string Home { get; }

    internal string Root { get; }

    internal string Outside { get; }

    internal AgentToolOptions Options { get; set; }

    internal static ToolContext Context { get; } = new(SessionKey.MainOf(AgentId.Main), "session-1", RunId.Parse("run-1"));

    internal abstract IToolHost Host { get; }

    internal Task<ToolResult> CallAsync(string tool, string arguments, Action<string>? progress = null, CancellationToken cancel = default) =>
        Host.InvokeAsync(Context, new ToolInvocation($"call-{Interlocked.Increment(ref _calls)}", tool, arguments, progress), cancel).AsTask();

    internal async Task<string> OkAsync(string tool, string arguments)
    {
        var result = await CallAsync(tool, arguments);
        Assert.False(result.IsError, TextOf(result));
        return TextOf(result);
    }

    internal async Task<string> RefusedAsync(string tool, string arguments)
    {
        var result = await CallAsync(tool, arguments);
        Assert.True(result.IsError, TextOf(result));
        return TextOf(result);
    }

    internal static string TextOf(ToolResult result) => string.Join('\n', result.Content.OfType<MessageContent.Text>().Select(static text => text.Value));

    internal string Put(string relative, string content)
    {
        var path = Path.Combine(Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    internal string Get(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    public virtual void Dispose()
    {
        Directory.Delete(Home, recursive: true);
        GC.SuppressFinalize(this);
    }
}
