using System.Text;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Exec;

/// <summary><c>process</c>: looks after the agent's commands in the background.</summary>
internal sealed class ProcessTool(BackgroundCommands background, TimeProvider time) : ITool
{
    private const int MaxWaitMs = 120_000;

    /// <inheritdoc/>
    public ToolDefinition Definition { get; } = new(
        new ModelTool(
            "process",
            "Look after commands that exec left running in the background: list them, poll one (wait for its end), read its log, kill it, or remove it from the list.",
            """
            {"type":"object","required":["action"],"properties":{
            "action":{"type":"string","enum":["list","poll","log","kill","remove"]},
            "sessionId":{"type":"string","description":"Which command; not for list"},
            "timeout":{"type":"number","description":"For poll: ms to wait for its end"}}}
            """),
        IsRepeatable: false,
        ToolGroups.Runtime);

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel)
    {
        var action = call.Arguments.Text("action");
        var commands = background.Of(call.Context.Session.Agent);
        if (action == "list")
        {
            return ToolResult.Of(commands.Length == 0 ? "No command runs in the background." : List(commands));
        }

        var id = call.Arguments.Text("sessionId", "id");
        if (commands.FirstOrDefault(command => command.Id == id) is not { } chosen)
        {
            return ToolResult.Error($"There is no command \"{(id.Length <= 40 ? id : id[..40])}\" in the background.");
        }

        var running = chosen.Running;
        switch (action)
        {
            case "poll":
                var wait = call.Arguments.OptionalNumber("timeout", 0, int.MaxValue) ?? 0;
                await ((Task)running.Ended).WaitAsync(TimeSpan.FromMilliseconds(Math.Min(wait, MaxWaitMs)), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancel.ThrowIfCancellationRequested();
                return await ShowAsync(running);
            case "log":
                return await ShowAsync(running);
            case "kill":
            case "remove":
                running.Stop();
                await running.Ended;
                if (action == "remove")
                {
                    background.Remove(chosen);
                }

                return ToolResult.Of($"{chosen.Id} has ended.");
            default:
                return ToolResult.Error("\"action\" must be list, poll, log, kill or remove.");
        }
    }

    private static async ValueTask<ToolResult> ShowAsync(RunningCommand running) => running.Ended.IsCompleted
        ? CommandReport.Of(running.Output, await running.Ended)
        : ToolResult.Of($"{running.Output}\n[Still running.]".TrimStart());

    private string List(BackgroundCommand[] commands)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
        {
            var state = command.Running.Ended.IsCompleted ? "ended" : $"running for {time.GetElapsedTime(command.Running.StartedAt).TotalSeconds:0} s";
            text.Append(command.Id).Append("  ").Append(state).Append("  ").Append(command.Command.AsSpan(0, Math.Min(command.Command.Length, 200))).Append('\n');
        }

        return text.ToString();
    }
}
