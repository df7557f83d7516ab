using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Broadcast;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>One agent run: calls a model, makes the tool calls that it asks for, shows its output as it comes, and ends exactly once.</summary>
/// <remarks>
/// Parent: the session's actor, which stops it on failure; the run then ends as failed. States: calling a model, waiting to call it again, making tool
/// calls, ended. Nothing is done before the session has recorded what leads to it (<see cref="RunProtocol.Append"/>). Timers: the run's limit, the wait
/// before a repeated call, and one for each kind of output, so that tokens that arrive together are shown together. A restart loses what the model said
/// since its last tool call: the session begins the run anew from what is recorded.
/// </remarks>
public sealed partial class RunActor : ReceiveActor, IWithTimers
{
    private RunProtocol.Setup _setup;
    private readonly RunServices _services;
    private readonly IActorRef _session;
    private readonly ImmutableArray<ModelRef> _candidates;
    private readonly RunNarrator _narrator;
    private readonly List<BroadcastProtocol.Publish> _told = [];
    private readonly List<ModelMessage> _said = [];
    private readonly IToolHost _host;
    private List<ModelEvent> _arrived = [];
    private ModelEvent.Completed? _completed;
    private ModelUsage? _callUsage;
    private string _api = "";
    private ModelPump? _pump;
    private int _candidate;
    private int _retries;
    private int _call;
    private bool _agentsPause;
    private bool _chatsPause;
    private bool _suspended;

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
        _narrator = new RunNarrator(setup, services.Time);
        _host = ClientTools.Over(services.Tools, setup.ClientTools);
        _tools = new ToolCalls(setup, _host, services, Self);

        Receive<Prepared>(OnPrepared);
        Receive<ModelPump.Arrived>(arrived => OnArrived(arrived.Attempt));
        Receive<ModelPump.Ended>(OnPumpEnded);
        Receive<ToolCalls.Progressed>(OnToolProgressed);
        Receive<ToolCalls.Returned>(OnToolReturned);
        Receive<RunProtocol.Recorded>(OnRecorded);
        Receive<RunProtocol.Abort>(abort => End(new RunOutcome.Aborted(abort.Reason)));
        Receive<RunProtocol.Suspend>(_ => OnSuspend());
        Receive<LimitReached>(_ => End(new RunOutcome.TimedOut(_setup.Timeout)));
        Receive<RetryDue>(_ => CallModel(null));
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

        ObserveBegin();
        _narrator.Begin(_told);
        Publish();
        Prepare();
    }

    private void Begin()
    {
        if (_setup.OpenCalls.IsEmpty)
        {
            CallModel(null);
        }
        else
        {
            MakeToolCalls(_setup.OpenCalls);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        // Stopped from outside, or by its supervisor after a bug: the session still gets the one end.
        if (!_suspended)
        {
            End(new RunOutcome.Failed(ModelErrorKind.Unavailable, "The run was stopped by a failure inside the gateway."));
        }

        _pump?.Cancel();
        _tools.Cancel();
    }

    private void OnArrived(int call)
    {
        if (call != _call || _narrator.IsEnded)
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
                case ModelEvent.Picture picture:
                    _narrator.AddPicture(picture.Image);
                    break;
                case ModelEvent.ToolCall asked:
                    AddWanted(asked.Call);
                    break;
                case ModelEvent.Usage usage:
                    _callUsage = usage.Tokens;
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
        if (ended.Attempt != _call || _narrator.IsEnded)
        {
            return;
        }

        OnArrived(ended.Attempt);
        if (_callUsage is { } used)
        {
            _narrator.Count(used, _told);
        }

        ObserveModelEnd(ended.Failure);
        if (ended.Failure is { } failure)
        {
            OnModelFailed(failure);
        }
        else if (_wanted.Count > 0)
        {
            RecordToolCalls(used: _callUsage ?? ModelUsage.None);
        }
        else
        {
            End(new RunOutcome.Completed(_completed?.Reason ?? StopReason.Stop));
        }
    }

    /// <summary>Once something was shown, another answer would contradict it; before that, the call is made again, or another model is asked.</summary>
    private void OnModelFailed(ModelException failure)
    {
        LogModelFailed(_setup.Run, _candidates[_candidate], failure.Kind, failure.Message);
        if (_narrator.HasText || failure.Kind == ModelErrorKind.Cancelled)
        {
            End(new RunOutcome.Failed(failure.Kind, failure.Message, failure.RetryAfter));
        }
        else if (_services.Options.Retry.DelayOf(failure, _retries, Random.Shared.NextDouble()) is { } delay)
        {
            _retries++;
            LogModelRetried(_setup.Run, _candidates[_candidate], _retries, delay);
            Publish();
            Timers.StartSingleTimer(RetryDue.Instance, RetryDue.Instance, delay);
        }
        else
        {
            _candidate++;
            _retries = 0;
            CallModel(failure);
        }
    }

    private void OnSuspend()
    {
        ObserveEnd(null);
        _suspended = true;
        Timers.CancelAll();
        Context.Stop(Self);
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

    /// <summary>Calls the candidate at hand, or the next one that there is; when none is left, the run ends with the reason of the last failure.</summary>
    private void CallModel(ModelException? failure)
    {
        _pump?.Cancel();
        _wanted.Clear();
        _narrator.DropTurn();
        _completed = null;
        _callUsage = null;
        for (; _candidate < _candidates.Length; _candidate++)
        {
            var model = _candidates[_candidate];
            if (!_services.Models.TryGetProvider(model, out var provider, out var error))
            {
                failure ??= new ModelException(ModelErrorKind.InvalidRequest, error);
                continue;
            }

            _narrator.SelectModel(model, _told);
            Publish();
            _session.Tell(new RunProtocol.ModelSelected(_setup.Run, model));
            LogModelCalled(_setup.Run, model);
            ObserveModelCall(model);
            _api = provider.Api;
            var prompt = PromptFor(model);
            _pump = new ModelPump(Self, ++_call);
            var described = _services.Models.Find(model);
            _pump.Start(provider, new ModelRequest(model.Model, ModelInput.Fit([.. prompt.Messages, .. _said], described))
            {
                Run = _setup.Run,
                SystemPrompt = prompt.System,
                MaxOutputTokens = described?.MaxTokens,
                // Services refuse what a model does not know, and nobody says what an undescribed one knows.
                Thinking = described?.Reasoning == true ? _setup.Thinking : null,
                Tools = [.. _setup.Tools.Select(static tool => tool.Tool)],
            });
            return;
        }

        End(new RunOutcome.Failed(failure!.Kind, failure.Message, failure.RetryAfter));
    }

    /// <summary>Made for each call: models have different windows, and what tools put out takes the place of what is long past.</summary>
    private RunPrompt PromptFor(ModelRef model) => AgentPrompt.Build(
        _setup.Prompt,
        WindowOf(model),
        taken: _said.Sum(PromptBudget.SizeOf) + _setup.Tools.Sum(static tool => (long)tool.Tool.Description.Length + tool.Tool.ParametersSchemaJson.Length));

    private void End(RunOutcome outcome)
    {
        _pump?.Cancel();
        _tools.Cancel();
        if (_narrator.End(outcome, _api, _completed?.ResponseId, _told) is not { } report)
        {
            return;
        }

        if (outcome is RunOutcome.Completed { Reason: StopReason.ToolUse })
        {
            report = report with { ClientCalls = [.. _handed] };
        }

        ObserveEnd(outcome);
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

    private sealed class RetryDue
    {
        public static readonly RetryDue Instance = new();
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
