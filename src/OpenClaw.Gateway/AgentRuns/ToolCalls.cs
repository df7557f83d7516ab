using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Makes the tool calls of one run on pool threads, a few at a time, and tells the run's actor what comes of them.</summary>
/// <remarks>Used by one actor. After <see cref="Cancel"/> the actor hears nothing more, even if a tool never notices.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The token source has no timer and no wait handle; tools may hold its token longer than the run lives.")]
internal sealed class ToolCalls
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly Queue<MessageContent.ToolCall> _waiting = new();
    private readonly HashSet<MessageContent.ToolCall> _going = [];
    private readonly ToolContext _context;
    private ImmutableHashSet<string> _offered;
    private readonly IToolHost _host;
    private readonly IActorRef _run;
    private readonly int _maxParallel;

    public ToolCalls(RunProtocol.Setup setup, IToolHost host, RunServices services, IActorRef run)
    {
        _context = new ToolContext(setup.Session, setup.SessionId, setup.Run);
        _offered = [.. setup.Tools.Select(static tool => tool.Tool.Name)];
        _host = host;
        _run = run;
        _maxParallel = services.Options.MaxParallelTools;
    }

    /// <summary>What the model may ask for from now on.</summary>
    public void Offer(ImmutableArray<ToolDefinition> tools) => _offered = [.. tools.Select(static tool => tool.Tool.Name)];

    /// <summary>Calls that go or wait.</summary>
    public int Running => _going.Count + _waiting.Count;

    /// <summary>Whether a call goes.</summary>
    public bool IsRunning(MessageContent.ToolCall call) => _going.Contains(call);

    /// <summary>Makes these calls; each ends with one <see cref="Returned"/>.</summary>
    public void Make(ImmutableArray<MessageContent.ToolCall> calls)
    {
        foreach (var call in calls)
        {
            _waiting.Enqueue(call);
        }

        StartWaiting();
    }

    /// <summary>A call has ended: the next one may go. False for a call that is none of ours.</summary>
    public bool Take(Returned returned)
    {
        if (!_going.Remove(returned.Call))
        {
            return false;
        }

        StartWaiting();
        return true;
    }

    /// <summary>Ends every call. Returns at once: a tool that is slow to stop must not hold the run.</summary>
    public void Cancel()
    {
        _waiting.Clear();
        _going.Clear();
        _ = _cancel.CancelAsync();
    }

    private void StartWaiting()
    {
        while (_going.Count < _maxParallel && _waiting.TryDequeue(out var call))
        {
            _going.Add(call);
            _ = MakeAsync(call);
        }
    }

    private async Task MakeAsync(MessageContent.ToolCall call)
    {
        // Tools may do work before their first await: not on the actor's thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        ToolResult result;
        try
        {
            result = _offered.Contains(call.Name)
                ? await _host.InvokeAsync(
                    _context,
                    new ToolInvocation(call.Id, call.Name, call.ArgumentsJson, output => _run.Tell(new Progressed(call, output), ActorRefs.NoSender)),
                    _cancel.Token).ConfigureAwait(false)
                : ToolResult.Error($"There is no tool \"{call.Name}\".");
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            return;
        }
        catch (Exception bug)
        {
            // The host's promise is broken, and still the model gets an answer: the run goes on.
            result = ToolResult.Error($"The tool failed unexpectedly ({bug.GetType().Name}).");
        }

        _run.Tell(new Returned(call, result), ActorRefs.NoSender);
    }

    /// <summary>A call has put out something: all of it so far.</summary>
    internal sealed record Progressed(MessageContent.ToolCall Call, string Output) : Akka.Event.IDeadLetterSuppression;

    /// <summary>A call has ended.</summary>
    internal sealed record Returned(MessageContent.ToolCall Call, ToolResult Result) : Akka.Event.IDeadLetterSuppression;
}
