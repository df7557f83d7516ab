using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Protocol.Events;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Keeps a run's state and output, and tells the clients about them: what happened becomes <c>agent</c> and <c>chat</c> events.</summary>
/// <remarks>No actor and no timer, so that it can be tested alone; the run's actor decides when output is shown.</remarks>
internal sealed class RunNarrator
{
    private readonly RunEventWriter _writer;
    private readonly TimeProvider _time;
    private readonly RunOutput _text = new();
    private readonly RunOutput _thinking = new();
    private RunState _state = RunState.Initial;
    private int _textShownToAgents;
    private int _thinkingShownToAgents;
    private int _textShownToChats;

    public RunNarrator(RunId run, SessionKey session, string sessionId, TimeProvider time)
    {
        _writer = new RunEventWriter(run, session, sessionId);
        _time = time;
    }

    /// <summary>Whether the run has ended; nothing is told afterwards.</summary>
    public bool IsEnded => _state.IsEnded;

    /// <summary>Whether the model has said anything.</summary>
    public bool HasText => _text.Length > 0;

    /// <summary>Bytes of all text that each event with output carries.</summary>
    public int TextBytes => _text.Length;

    /// <summary>The model in use.</summary>
    public ModelRef? Model => _state.Model;

    /// <summary>The run began.</summary>
    public void Begin(ICollection<BroadcastProtocol.Publish> told)
    {
        if (RunDecider.Begin(_state, _time.GetUtcNow()) is { } began)
        {
            _state = _state.Apply(began);
            told.Add(new BroadcastProtocol.Publish(EventNames.Agent, _writer.Started(began)));
        }
    }

    /// <summary>A model was chosen.</summary>
    public void SelectModel(ModelRef model, ICollection<BroadcastProtocol.Publish> told)
    {
        if (RunDecider.SelectModel(_state, model, _time.GetUtcNow()) is { } selected)
        {
            _state = _state.Apply(selected);
            told.Add(ForVersion4(EventNames.Agent, _writer.ModelSelected(selected)));
        }
    }

    /// <summary>The model said more; shown later.</summary>
    public void AppendText(string piece) => _text.Append(piece);

    /// <summary>The model thought more; shown later.</summary>
    public void AppendThinking(string piece) => _thinking.Append(piece);

    /// <summary>The provider counted tokens. What was said before is shown before.</summary>
    public void Count(ModelUsage usage, ICollection<BroadcastProtocol.Publish> told)
    {
        ShowToAgents(told);
        if (RunDecider.Count(_state, usage, _time.GetUtcNow()) is { } counted)
        {
            _state = _state.Apply(counted);
            told.Add(ForVersion4(EventNames.Agent, _writer.Counted(counted)));
        }
    }

    /// <summary>Shows new output as <c>agent</c> events.</summary>
    /// <returns>Whether there was any.</returns>
    public bool ShowToAgents(ICollection<BroadcastProtocol.Publish> told)
    {
        var any = false;
        if (_thinking.Length > _thinkingShownToAgents && RunDecider.Speak(_state, _time.GetUtcNow()) is { } thought)
        {
            _state = _state.Apply(thought);
            told.Add(new BroadcastProtocol.Publish(EventNames.Agent, _writer.Thinking(thought, _thinking, _thinkingShownToAgents)));
            _thinkingShownToAgents = _thinking.Length;
            any = true;
        }

        if (_text.Length > _textShownToAgents && RunDecider.Speak(_state, _time.GetUtcNow()) is { } spoke)
        {
            _state = _state.Apply(spoke);
            told.Add(new BroadcastProtocol.Publish(EventNames.Agent, _writer.Assistant(spoke, _text, _textShownToAgents)));
            _textShownToAgents = _text.Length;
            any = true;
        }

        return any;
    }

    /// <summary>Shows new text as a <c>chat</c> delta.</summary>
    /// <returns>Whether there was any.</returns>
    public bool ShowToChats(ICollection<BroadcastProtocol.Publish> told)
    {
        if (_text.Length <= _textShownToChats || _state.IsEnded)
        {
            return false;
        }

        var at = _time.GetUtcNow();
        told.Add(new BroadcastProtocol.Publish(
            EventNames.Chat,
            _writer.ChatDelta(_state.Seq, at, _text, _textShownToChats),
            _writer.ChatDeltaOfVersion3(_state.Seq, at, _text)));
        _textShownToChats = _text.Length;
        return true;
    }

    /// <summary>The run ends: shows what was not shown, then the end. Null when it had ended before.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="api">The dialect of the model that was called.</param>
    /// <param name="responseId">The provider's id of the answer.</param>
    /// <param name="told">The last events, in order.</param>
    public RunReport? End(RunOutcome outcome, string api, string? responseId, ICollection<BroadcastProtocol.Publish> told)
    {
        ShowToAgents(told);
        ShowToChats(told);
        if (RunDecider.End(_state, outcome, _time.GetUtcNow(), responseId) is not { } ended)
        {
            return null;
        }

        _state = _state.Apply(ended);
        told.Add(new BroadcastProtocol.Publish(EventNames.Agent, _writer.Ended(ended)));
        told.Add(new BroadcastProtocol.Publish(EventNames.Chat, _writer.ChatEnd(ended, _text)));
        return new RunReport(outcome, _text.ToString())
        {
            Thinking = _thinking.ToString(),
            Usage = _state.Usage,
            Model = _state.Model,
            Api = api,
            ResponseId = responseId,
        };
    }

    private static BroadcastProtocol.Publish ForVersion4(string name, ReadOnlyMemory<byte> payload) =>
        new(name, payload, Audience: static caller => caller.Protocol >= 4);
}
