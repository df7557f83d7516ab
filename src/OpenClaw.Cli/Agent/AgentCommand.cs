using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Agent;

/// <summary>Runs one agent turn through the gateway and waits for its end; at a terminal the text streams as it is made.</summary>
internal sealed class AgentCommand : GatewayCommand
{
    private const int DefaultTimeoutSeconds = 600;

    /// <summary>The gateway ends a run at its limit and says so; only when even that does not come does the command give up itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Option<string> _message = new("--message", "-m") { Description = "What to say to the agent", HelpName = "TEXT", Required = true };
    private readonly Option<string?> _to = new("--to", "-t") { Description = "The person whose conversation this belongs to, such as +15555550123", HelpName = "ID" };
    private readonly Option<string?> _sessionKey = new("--session-key") { Description = "The conversation by its key (default: the main session)", HelpName = "KEY" };
    private readonly Option<string?> _sessionId = new("--session-id") { Description = "The conversation by its id", HelpName = "ID" };
    private readonly Option<string?> _agent = new("--agent") { Description = "The agent to run (default: the one the gateway names as default)", HelpName = "ID" };
    private readonly Option<string?> _thinking = new("--thinking") { Description = "Thinking level, such as off, low or high", HelpName = "LEVEL" };
    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "Limit of the run in seconds",
        HelpName = "SECONDS",
        CustomParser = Numbers.Positive("--timeout", 7 * 24 * 3600),
        DefaultValueFactory = _ => DefaultTimeoutSeconds,
    };

    public AgentCommand(CliContext cli)
        : base(cli, "agent", "Run one agent turn through the gateway", [
            "openclaw agent --message \"What is on my list today?\"",
            "openclaw agent --to +15555550123 --message \"hi\" --json",
            "openclaw agent --session-key agent:main:notes -m \"sum up\"",
        ], withTimeout: false)
    {
        Options.Add(_message);
        Options.Add(_to);
        Options.Add(_sessionKey);
        Options.Add(_sessionId);
        Options.Add(_agent);
        Options.Add(_thinking);
        Options.Add(_timeout);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parse = invocation.Parse;
        var request = new AgentRequest(
            parse.GetRequiredValue(_message), parse.GetValue(_to), parse.GetValue(_sessionKey), parse.GetValue(_sessionId),
            parse.GetValue(_agent), parse.GetValue(_thinking), parse.GetValue(_timeout), Guid.NewGuid().ToString());

        await using var client = await invocation.ConnectAsync(Scopes.Write, cancellationToken).ConfigureAwait(false);
        // Subscribed before the request: the first words may come right behind the first answer.
        using var events = client.Subscribe("agent");
        var call = await client.CallTwoStageAsync("agent", request.ToParams(), cancellationToken: cancellationToken).ConfigureAwait(false);
        var runId = call.Accepted.String("runId") ?? request.IdempotencyKey;
        var stream = new AgentTextStream(events, runId, invocation.Json || !Cli.Terminal.IsInteractive ? null : invocation.Out);
        var final = await WaitAsync(client, call, request, runId, stream, cancellationToken).ConfigureAwait(false);
        return Report(invocation, final, stream.Written);
    }

    private async Task<JsonElement> WaitAsync(
        GatewayClient client, TwoStageCall call, AgentRequest request, string runId, AgentTextStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.CopyUntilAsync(call.Completion, TimeSpan.FromSeconds(request.TimeoutSeconds) + Grace, Cli.Time, cancellationToken).ConfigureAwait(false);
            return await call.Completion.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await AbortAsync(client, call.Accepted.String("sessionKey") ?? request.SessionKey, runId).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ctrl-C means the run, not just the watching. If the gateway cannot be told in a second, it goes on by itself.</summary>
    private async Task AbortAsync(GatewayClient client, string? sessionKey, string runId)
    {
        var parameters = JsonOutput.Build((Session: sessionKey ?? "main", Run: runId), static (writer, abort) =>
        {
            writer.WriteString("sessionKey", abort.Session);
            writer.WriteString("runId", abort.Run);
        });
        try
        {
            await client.CallAsync("chat.abort", parameters, TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is GatewayErrorException or GatewayClosedException or TimeoutException)
        {
            await Cli.Terminal.Error.WriteLineAsync($"openclaw: the run {runId} could not be stopped: {failure.Message}").ConfigureAwait(false);
        }
    }

    private int Report(GatewayInvocation invocation, JsonElement final, string streamed)
    {
        var succeeded = final.String("status") == "ok";
        if (invocation.Json)
        {
            JsonOutput.Write(invocation.Out, final);
        }
        else
        {
            // What went wrong goes to standard error below: an answer and an error are not to be mixed up by whoever reads the output.
            var text = string.Join('\n', final.Property("result").Items("payloads").Where(static payload => payload.Boolean("isError") is not true).Select(Payload).Where(static payload => payload.Length > 0));
            if (streamed.Length > 0)
                invocation.Out.WriteLine();
            // What was streamed is not printed twice; a text that came out otherwise in the end is.
            if (text.Length > 0 && text != streamed)
                invocation.Out.WriteLine(text);
            else if (text.Length == 0 && streamed.Length == 0 && succeeded)
                Cli.Terminal.Error.WriteLine("openclaw: the agent said nothing");
        }

        if (!succeeded)
            Cli.Terminal.Error.WriteLine($"openclaw: the run ended with {final.String("status") ?? "no status"}: {final.String("error") ?? final.String("summary") ?? "no reason given"}");
        return succeeded ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static string Payload(JsonElement payload) =>
        string.Join('\n', new[] { payload.String("text"), payload.String("mediaUrl") is { } media ? $"MEDIA: {media}" : null }.Where(static part => !string.IsNullOrEmpty(part)));
}
