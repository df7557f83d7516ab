using OpenClaw.Domain.Tools;
using OpenClaw.Tools.Tests.Exec;

namespace OpenClaw.Tools.Tests.Contract;

public sealed class BuiltInToolsContract : ToolHostContract
{
    private readonly string _workspace = Directory.CreateTempSubdirectory("openclaw-tools-").FullName;

    internal override (string Tool, string Arguments, string Says) Working => ("read", """{"path":"a.txt"}""", "hello");

    internal override async Task<IToolHost> StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_workspace, "a.txt"), "hello");
        return new BuiltInTools(_ => new AgentToolOptions { Workspace = _workspace }, new ScriptedApprovals(), TimeProvider.System);
    }

    public override Task DisposeAsync()
    {
        Directory.Delete(_workspace, recursive: true);
        return Task.CompletedTask;
    }
}
