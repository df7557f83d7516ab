using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;
using OpenClaw.Domain.Tools;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools.Exec;

/// <summary><c>exec</c>: a command on this machine, when policy, list or a person allows it.</summary>
internal sealed class ExecTool : ITool
{
    private const int MaxCommandChars = 100_000;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly IExecApprovals _approvals;
    private readonly BackgroundCommands _background;
    private readonly TimeProvider _time;

    /// <summary>Creates the tool.</summary>
    /// <param name="approvals">Where people are asked.</param>
    /// <param name="background">Keeps commands that go on beyond their call.</param>
    /// <param name="time">The clock.</param>
    public ExecTool(IExecApprovals approvals, BackgroundCommands background, TimeProvider time)
    {
        _approvals = approvals;
        _background = background;
        _time = time;
    }

    /// <inheritdoc/>
    public ToolDefinition Definition { get; } = new(
        new ModelTool(
            "exec",
            "Run a shell command in the workspace and read what it puts out. Input is closed; a person may have to approve the command first. Everything that the command started ends with it, unless background is set: then use process to look after it.",
            """
            {"type":"object","required":["command"],"properties":{
            "command":{"type":"string","description":"Command line for sh"},
            "workdir":{"type":"string","description":"Folder to run in, relative to the workspace or absolute"},
            "env":{"type":"object","additionalProperties":{"type":"string"},"description":"Variables to add"},
            "timeout":{"type":"number","description":"Seconds after which it is ended"},
            "background":{"type":"boolean","description":"Answer at once and let it run on"},
            "yieldMs":{"type":"number","description":"Answer after so many ms and let it run on, if it has not ended by then"}}}
            """),
        IsRepeatable: false,
        ToolGroups.Runtime);

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel)
    {
        var command = call.Arguments.Text("command", "cmd").Trim();
        if (command.Length is 0 or > MaxCommandChars || command.Contains('\0', StringComparison.Ordinal))
        {
            return ToolResult.Error("\"command\" must be a command line.");
        }

        var options = call.Options.Exec;
        var folder = FolderOf(call);
        var variables = VariablesOf(call.Arguments["env"]);
        var timeout = TimeSpan.FromSeconds(call.Arguments.OptionalNumber("timeout", 1, 24 * 3600) ?? options.Timeout.TotalSeconds);
        var yield = call.Arguments.Flag("background") ? 0 : call.Arguments.OptionalNumber("yieldMs", 0, 600_000);
        var environment = CommandEnvironment.For(CommandEnvironment.Own(), options.SecretVariables, variables);

        if (await PermitAsync(call, command, folder, environment, variables, cancel) is not { } permitted)
        {
            return ToolResult.Error("The command was not approved. Do not try to get round this; ask the user, or go another way.");
        }

        if (permitted.Refusal is { } refusal)
        {
            return ToolResult.Error(refusal);
        }

        cancel.ThrowIfCancellationRequested();
        var running = RunningCommand.Start(permitted.CommandLine, folder, environment, timeout, options.Grace, _time);
        return yield is { } wait
            ? await DetachAsync(call, command, running, TimeSpan.FromMilliseconds(wait), cancel)
            : await AttendAsync(running, call.Invocation.Progress, cancel);
    }

    /// <summary>What may run: the command line to give to the shell, or why not; null when a person said no or nobody answered.</summary>
    private async ValueTask<Permission?> PermitAsync(
        ToolCall call, string command, string folder, Dictionary<string, string> environment, ImmutableSortedDictionary<string, string> variables, CancellationToken cancel)
    {
        var agent = call.Context.Session.Agent;
        var approvals = await _approvals.OfAsync(agent, cancel);
        var policy = ExecPolicy.Of(call.Options.Exec.Policy, approvals.Settings);
        var plan = CommandPlan.Of(command, folder, environment.GetValueOrDefault("PATH", ""), approvals.Allowlist, !variables.IsEmpty);
        var verdict = policy.Judge(plan.IsListed);
        if (verdict == ExecVerdict.Refuse)
        {
            return new Permission("", policy.Security == ExecSecurity.Deny
                ? "Commands are denied by policy (tools.exec.security)."
                : "The command is not on the list of allowed commands (tools.exec.security: allowlist).");
        }

        if (verdict == ExecVerdict.Ask)
        {
            // Variables are part of what is approved, so they stand in its text.
            var shown = string.Concat(variables.Select(static variable => $"{variable.Key}={variable.Value} ")) + command;
            var decision = await _approvals.AskAsync(
                new ExecApprovalRequest
                {
                    Command = shown,
                    Arguments = ["/bin/sh", "-c", command],
                    WorkingDirectory = folder,
                    Host = "gateway",
                    Security = policy.Security.ToWire(),
                    Ask = policy.Ask.ToWire(),
                    AgentId = agent.Value,
                    SessionKey = call.Context.Session.Value,
                    ResolvedPath = plan.Programs is [var first, ..] ? first.Path : null,
                    Remember = variables.IsEmpty ? plan.Remember(_time.GetUtcNow()) : [],
                },
                cancel);
            return !policy.Permits(decision, plan.IsListed) ? null
                : decision is null && policy.AskFallback == ExecSecurity.Allowlist ? new Permission(plan.Exact!, null)
                : new Permission(command, null);
        }

        // What the list let through runs as it was understood, not as a shell would read it.
        return new Permission(policy.Security == ExecSecurity.Allowlist ? plan.Exact! : command, null);
    }

    private async ValueTask<ToolResult> AttendAsync(RunningCommand running, Action<string>? progress, CancellationToken cancel)
    {
        using var registration = cancel.Register(running.Stop);
        if (progress is not null)
        {
            long shown = 0;
            using var ticks = new PeriodicTimer(ProgressInterval, _time);
            while (await Task.WhenAny(ticks.WaitForNextTickAsync(CancellationToken.None).AsTask(), running.Ended) != running.Ended)
            {
                if (running.Output.Total is var total && total != shown)
                {
                    shown = total;
                    progress(running.Output.ToString());
                }
            }
        }

        var end = await running.Ended;
        cancel.ThrowIfCancellationRequested();
        return CommandReport.Of(running.Output, end);
    }

    private async ValueTask<ToolResult> DetachAsync(ToolCall call, string command, RunningCommand running, TimeSpan wait, CancellationToken cancel)
    {
        using var registration = cancel.Register(running.Stop);
        await ((Task)running.Ended).WaitAsync(wait, _time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        if (running.Ended.IsCompleted)
        {
            return CommandReport.Of(running.Output, await running.Ended);
        }

        if (!_background.TryKeep(call.Context.Session.Agent, command, running, out var id))
        {
            running.Stop();
            await running.Ended;
            return ToolResult.Error($"Too many commands run in the background ({BackgroundCommands.MaxRunning}); this one was ended. Use process to end others.");
        }

        return ToolResult.Of($"{running.Output}\n[Still running in the background as session {id}. Use process with action poll, log or kill.]".TrimStart());
    }

    private static string FolderOf(ToolCall call)
    {
        var workspace = new Workspace(call.Options.Workspace);
        var folder = Path.GetFullPath(call.Arguments.OptionalText("workdir", "cwd") is { Length: > 0 } given ? given : ".", workspace.Root);
        return Directory.Exists(folder) ? folder : throw new ToolRefusalException($"The folder {folder} does not exist.");
    }

    private static ImmutableSortedDictionary<string, string> VariablesOf(JsonElement value)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            return variables.ToImmutable();
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new ToolRefusalException("\"env\" must be an object of strings.");
        }

        foreach (var variable in value.EnumerateObject())
        {
            if (variable.Value.ValueKind != JsonValueKind.String || !CommandEnvironment.MaySet(variable.Name) || variables.Count == 100)
            {
                throw new ToolRefusalException($"The variable \"{variable.Name}\" may not be set.");
            }

            variables[variable.Name] = variable.Value.GetString()!;
        }

        return variables.ToImmutable();
    }

    private sealed record Permission(string CommandLine, string? Refusal);
}

/// <summary>Tells a model how a command ended.</summary>
internal static class CommandReport
{
    public static ToolResult Of(CommandOutput output, CommandEnd end)
    {
        var text = output.ToString().TrimEnd();
        var seconds = end.Duration.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        var note = end switch
        {
            { Reason: CommandEndReason.TimedOut } => $"[Ended after {seconds} s: its time was over. Raise timeout, or use background.]",
            { Reason: CommandEndReason.Stopped } => $"[Stopped after {seconds} s.]",
            { ExitCode: 0 } => text.Length == 0 ? "[No output, exit code 0]" : "",
            _ => $"[Exit code {end.ExitCode}]",
        };
        var whole = text.Length == 0 ? note : note.Length == 0 ? text : $"{text}\n\n{note}";
        return end is { Reason: CommandEndReason.Exited, ExitCode: 0 } ? ToolResult.Of(whole) : ToolResult.Error(whole);
    }
}
