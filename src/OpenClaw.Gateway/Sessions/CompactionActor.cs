using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Has a model write a summary of a part of a conversation, piece by piece when it is larger than the model's window, and stops.</summary>
/// <remarks>
/// Parent: the session's actor, which stops it on failure and goes on without a summary. States: reading the model's answer to one piece after the other; each answer takes
/// the place of the summary before it. Timer: the limit on the whole. A restart loses it: nothing is recorded before the last piece.
/// </remarks>
internal sealed class CompactionActor : ReceiveActor, IWithTimers
{
    // Of a conversation that is longer the oldest part is left out: nobody wants to pay for reading all of it again.
    private const int MaxPieces = 20;

    private const string Instructions = """
        You condense a conversation between a user and an assistant, so that the assistant can go on with it without having read it. Write what it must know: who the user is and what
        they want, what was decided and why, facts, names, numbers, paths and links word for word, what was done with tools and what came of it, what is promised or still open.
        Leave out pleasantries and detours. Do not answer the user and do not invent anything. Write plain text in the conversation's language, at most 800 words.
        """;

    private readonly CompactionProtocol.Setup _setup;
    private readonly RunServices _services;
    private readonly IActorRef _session;
    private readonly ImmutableArray<ModelRef> _candidates;
    private readonly ImmutableArray<string> _pieces;
    private readonly StringBuilder _answer = new();
    private string? _summary;
    private ModelUsage _usage = ModelUsage.None;
    private ModelPump? _pump;
    private List<ModelEvent> _arrived = [];
    private int _candidate;
    private int _piece;
    private int _call;

    /// <summary>Props; the session is told of the end.</summary>
    public static Props Props(CompactionProtocol.Setup setup, RunServices services, IActorRef session) =>
        Akka.Actor.Props.Create(() => new CompactionActor(setup, services, session)).WithDispatcher(services.Options.Dispatcher);

    /// <summary>Begins when the actor starts.</summary>
    public CompactionActor(CompactionProtocol.Setup setup, RunServices services, IActorRef session)
    {
        _setup = setup;
        _services = services;
        _session = session;
        _candidates = [setup.Models.Primary, .. setup.Models.Fallbacks];
        _summary = setup.Plan.Earlier;
        var window = _candidates.Min(model => services.Models.Find(model)?.ContextWindow ?? PromptBudget.UnknownWindow);
        _pieces = [.. setup.Plan.Pieces(Math.Max(1, PromptBudget.CharsOf(window) / 2)).TakeLast(MaxPieces)];

        Receive<ModelPump.Arrived>(arrived => OnArrived(arrived.Attempt));
        Receive<ModelPump.Ended>(OnEnded);
        Receive<LimitReached>(_ => Finish(null, $"The summary took longer than {services.Options.CompactionTimeout.TotalSeconds:0} s."));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartSingleTimer(LimitReached.Instance, LimitReached.Instance, _services.Options.CompactionTimeout);
        CallModel("no model can be called");
    }

    /// <inheritdoc/>
    protected override void PostStop() => _pump?.Cancel();

    private void CallModel(string problem)
    {
        _pump?.Cancel();
        _answer.Clear();
        for (; _candidate < _candidates.Length; _candidate++)
        {
            if (!_services.Models.TryGetProvider(_candidates[_candidate], out var provider, out var error))
            {
                problem = error;
                continue;
            }

            var wish = string.IsNullOrWhiteSpace(_setup.Instructions) ? "" : $"\n\nLook after this in particular: {_setup.Instructions.Trim()}";
            var earlier = _summary is null ? "" : $"Summary of what came before; keep what still matters of it:\n{_summary}\n\n";
            _pump = new ModelPump(Self, ++_call);
            _pump.Start(
                provider,
                new ModelRequest(_candidates[_candidate].Model, [ModelMessage.OfText(ModelRole.User, $"{earlier}The conversation:\n\n{_pieces[_piece]}")])
                {
                    SystemPrompt = Instructions + wish,
                    MaxOutputTokens = _services.Models.Find(_candidates[_candidate])?.MaxTokens,
                });
            return;
        }

        Finish(null, problem);
    }

    private void OnArrived(int call)
    {
        if (call != _call)
        {
            return;
        }

        _arrived = _pump!.Take(_arrived);
        foreach (var next in _arrived)
        {
            switch (next)
            {
                case ModelEvent.TextDelta delta:
                    _answer.Append(delta.Text);
                    break;
                case ModelEvent.Usage usage:
                    _usage = _usage.Plus(usage.Tokens);
                    break;
            }
        }

        _arrived.Clear();
    }

    private void OnEnded(ModelPump.Ended ended)
    {
        if (ended.Attempt != _call)
        {
            return;
        }

        OnArrived(ended.Attempt);
        var text = _answer.ToString().Trim();
        if (ended.Failure is not null || text.Length == 0)
        {
            _candidate++;
            CallModel(ended.Failure?.Message ?? "the model wrote nothing");
            return;
        }

        _summary = text;
        if (++_piece < _pieces.Length)
        {
            CallModel("");
        }
        else
        {
            Finish(text, null);
        }
    }

    private void Finish(string? summary, string? problem)
    {
        _pump?.Cancel();
        _call++;
        Timers.CancelAll();
        _session.Tell(new CompactionProtocol.Finished(_setup.Plan, summary, _candidates[Math.Min(_candidate, _candidates.Length - 1)], _usage, problem));
        Context.Stop(Self);
    }

    private sealed class LimitReached
    {
        public static readonly LimitReached Instance = new();
    }
}
