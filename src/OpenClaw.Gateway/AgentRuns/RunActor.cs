using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Broadcast;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>One agent run: calls a model, shows its output as it comes, and ends exactly once.</summary>
/// <remarks>
/// Parent: the session's actor, which stops it on failure; the run then ends as failed. States: running, ended. Timers: the run's limit, and one for
/// each kind of output, so that tokens that arrive together are shown together. A restart loses everything: the run is an event of its session.
/// </remarks>
public sealed partial class RunActor : ReceiveActor, IWithTimers
{
    private readonly RunProtocol.Setup _setup;
    private readonly RunServices _services;
    private readonly IActorRef _session;
    private readonly ImmutableArray<ModelRef> _candidates;
    private readonly RunNarrator _narrator;
    private readonly List<BroadcastProtocol.Publish> _told = [];
    private List<ModelEvent> _arrived = [];
    private ModelEvent.Completed? _completed;
    private string _api = "";
    private ModelPump? _pump;
    private int _attempt = -1;
    private bool _agentsPause;
    private bool _chatsPause;

    /// <summary>Props of one run; the parent is told of its end.</summary>
    public static Props Props(RunProtocol.Setup setup, RunServices services, IActorRef session) =>
        Akka.Actor.Props.Create(() => new RunActor(setup, services, session)).WithDispatcher(services.Options.Dispatcher);

    /// <summary>The run begins when the actor starts.</summary>
    public RunActor(RunProtocol.Setup setup, RunServices services, IActorRef session)
    {
        _setup = setup;
        _services = services;
        _session = session;
        _candidates = [setup.Models.Primary, .. setup.Models.Fallbacks];
        _narrator = new RunNarrator(setup.Run, setup.Session, setup.SessionId, services.Time);

        Receive<ModelPump.Arrived>(arrived => OnArrived(arrived.Attempt));
        Receive<ModelPump.Ended>(OnPumpEnded);
        Receive<RunProtocol.Abort>(abort => End(new RunOutcome.Aborted(abort.Reason)));
        Receive<LimitReached>(_ => End(new RunOutcome.TimedOut(_setup.Timeout)));
        Receive<AgentsPauseOver>(_ => ShowToAgents());
        Receive<ChatsPauseOver>(_ => ShowToChats());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_setup.Timeout != Timeout.InfiniteTimeSpan)
        {
            Timers.StartSingleTimer(LimitReached.Instance, LimitReached.Instance, _setup.Timeout);
        }

        _narrator.Begin(_told);
        Publish();
        CallNextModel(null);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        // Stopped from outside, or by its supervisor after a bug: the session still gets the one end.
        End(new RunOutcome.Failed(ModelErrorKind.Unavailable, "The run was stopped by a failure inside the gateway."));
        _pump?.Cancel();
    }

    private void OnArrived(int attempt)
    {
        if (attempt != _attempt || _narrator.IsEnded)
        {
            return;
        }

        _arrived = _pump!.Take(_arrived);
        foreach (var next in _arrived)
        {
            switch (next)
            {
                case ModelEvent.TextDelta delta:
                    _narrator.AppendText(delta.Text);
                    break;
                case ModelEvent.ThinkingDelta delta:
                    _narrator.AppendThinking(delta.Text);
                    break;
                case ModelEvent.Usage usage:
                    _narrator.Count(usage.Tokens, _told);
                    break;
                case ModelEvent.Completed completed:
                    _completed = completed;
                    break;
            }
        }

        _arrived.Clear();
        if (!_agentsPause)
        {
            ShowToAgents();
        }

        if (!_chatsPause)
        {
            ShowToChats();
        }

        Publish();
    }

    private void OnPumpEnded(ModelPump.Ended ended)
    {
        if (ended.Attempt != _attempt || _narrator.IsEnded)
        {
            return;
        }

        OnArrived(ended.Attempt);
        if (ended.Failure is not { } failure)
        {
            End(new RunOutcome.Completed(_completed?.Reason ?? StopReason.Stop));
            return;
        }

        LogModelFailed(_setup.Run, _candidates[_attempt], failure.Kind, failure.Message);

        // Once something was shown, another model's answer would contradict it.
        if (_narrator.HasText || failure.Kind == ModelErrorKind.Cancelled)
        {
            End(new RunOutcome.Failed(failure.Kind, failure.Message, failure.RetryAfter));
        }
        else
        {
            CallNextModel(failure);
        }
    }

    private void ShowToAgents()
    {
        _agentsPause = _narrator.ShowToAgents(_told);
        if (_agentsPause)
        {
            Timers.StartSingleTimer(AgentsPauseOver.Instance, AgentsPauseOver.Instance, Pause(_services.Options.AssistantInterval));
            Publish();
        }
    }

    private void ShowToChats()
    {
        _chatsPause = _narrator.ShowToChats(_told);
        if (_chatsPause)
        {
            Timers.StartSingleTimer(ChatsPauseOver.Instance, ChatsPauseOver.Instance, Pause(_services.Options.ChatInterval));
            Publish();
        }
    }

    /// <summary>Calls the next candidate; when none is left, the run ends with the first reason for which a call failed.</summary>
    private void CallNextModel(ModelException? failure)
    {
        _pump?.Cancel();
        while (++_attempt < _candidates.Length)
        {
            var model = _candidates[_attempt];
            if (!_services.Models.TryGetProvider(model, out var provider, out var error))
            {
                failure ??= new ModelException(ModelErrorKind.InvalidRequest, error);
                continue;
            }

            _narrator.SelectModel(model, _told);
            Publish();
            _session.Tell(new RunProtocol.ModelSelected(_setup.Run, model));
            LogModelCalled(_setup.Run, model);
            _api = provider.Api;
            _pump = new ModelPump(Self, _attempt);
            _pump.Start(provider, new ModelRequest(model.Model, _setup.Prompt.Messages)
            {
                SystemPrompt = _setup.Prompt.System,
                MaxOutputTokens = _services.Models.Find(model)?.MaxTokens,
            });
            return;
        }

        End(new RunOutcome.Failed(failure!.Kind, failure.Message, failure.RetryAfter));
    }

    private void End(RunOutcome outcome)
    {
        _pump?.Cancel();
        if (_narrator.End(outcome, _api, _completed?.ResponseId, _told) is not { } report)
        {
            return;
        }

        LogEnded(_setup.Run, outcome.GetType().Name, report.Text.Length);
        _session.Tell(new RunProtocol.Finished(_setup.Run, report, [.. _told]));
        _told.Clear();
        Timers.CancelAll();
        Context.Stop(Self);
    }

    private void Publish()
    {
        foreach (var message in _told)
        {
            _services.Broadcast.Tell(message);
        }

        _told.Clear();
    }

    private TimeSpan Pause(TimeSpan shortest)
    {
        var bySize = TimeSpan.FromSeconds((double)_narrator.TextBytes / _services.Options.MaxOutputBytesPerSecond);
        return bySize > shortest ? bySize : shortest;
    }

    private sealed class LimitReached
    {
        public static readonly LimitReached Instance = new();
    }

    private sealed class AgentsPauseOver
    {
        public static readonly AgentsPauseOver Instance = new();
    }

    private sealed class ChatsPauseOver
    {
        public static readonly ChatsPauseOver Instance = new();
    }
}
