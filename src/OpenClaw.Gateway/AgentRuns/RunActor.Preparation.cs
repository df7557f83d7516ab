using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Skills;

namespace OpenClaw.Gateway.AgentRuns;

// Before the first call: servers of tools come up, and the agent's folder is read. Both may take a moment, so the actor does not wait for them.
public sealed partial class RunActor
{
    // A third of the model's window at three characters a token: the conversation needs the rest.
    private const int BriefingCharsPerToken = 1;

    private void Prepare()
    {
        var context = new ToolContext(_setup.Session, _setup.SessionId, _setup.Run);
        var tools = _host.PrepareAsync(context, CancellationToken.None);
        if (tools.IsCompletedSuccessfully && _services.Workspaces is null)
        {
            Begin();
            return;
        }

        PrepareAsync(tools.AsTask(), _services.Workspaces, _host, context).PipeTo(Self, failure: exception => new Prepared(null, _setup.Tools, exception.Message));
    }

    private static async Task<Prepared> PrepareAsync(Task tools, IAgentWorkspaces? folders, IToolHost host, ToolContext context)
    {
        await Task.Yield();
        await tools;
        var briefing = folders is { } workspaces ? await workspaces.ReadBriefingAsync(context.Session.Agent, CancellationToken.None) : null;
        return new Prepared(briefing, host.ToolsOf(context), null);
    }

    private void OnPrepared(Prepared prepared)
    {
        if (_narrator.IsEnded || _suspended)
        {
            return;
        }

        if (prepared.Failure is { } failure)
        {
            LogUnprepared(_setup.Run, failure);
        }

        _setup = _setup with { Tools = prepared.Tools, Prompt = _setup.Prompt with { Briefing = Shorten(prepared.Briefing) } };
        _tools.Offer(prepared.Tools);
        Begin();
    }

    private string? Shorten(string? briefing)
    {
        var limit = WindowOf(_setup.Models.Primary) * BriefingCharsPerToken;
        return briefing is null || briefing.Length <= limit ? briefing : briefing[..limit] + "\n[The rest was left out: the model's window is too small for it.]";
    }

    private int WindowOf(ModelRef model) => _services.Models.Find(model)?.ContextWindow ?? PromptBudget.UnknownWindow;

    private sealed record Prepared(string? Briefing, ImmutableArray<ToolDefinition> Tools, string? Failure);
}
