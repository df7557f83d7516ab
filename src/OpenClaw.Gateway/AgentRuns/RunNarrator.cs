using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Protocol.Events;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Keeps a run's state and output, and tells the clients about them: what happened becomes <c>agent</c> and <c>chat</c> events.</summary>
/// <remarks>No actor and no timer, so that it can be tested alone; the run's actor decides when output is shown.</remarks>
internal sealed class RunNarrator
{
    private readonly RunId _run;
    private readonly RunEventWriter _writer;
    private readonly TimeProvider _time;
    private readonly RunOutput _text = new();
    private readonly RunOutput _thinking = new();
    private readonly List<MessageContent.Image> _pictures = [];
    private RunState _state = RunState.Initial;
    private int _textShownToAgents;
    private int _thinkingShownToAgents;
    private int _textShownToChats;
    private int _charsSaid;
    private int _turnBegan;
    private int _thoughtBegan;
    private int _picturesOfTurn;
    private long _pictureBytes;
    private bool _betweenTurns;
    private ModelUsage? _lastUsage;

    public RunNarrator(RunId run, SessionKey session, string sessionId, TimeProvider time, string? keyOfVersion3 = null)
    {
        _run = run;
        _writer = new RunEventWriter(run, session, sessionId, keyOfVersion3);
        _time = time;
    }

    /// <summary>The narrator of a run that goes on after a restart.</summary>
    /// <param name="setup">The run.</param>
    /// <param name="time">The clock.</param>
    public RunNarrator(RunProtocol.Setup setup, TimeProvider time)
        : this(setup.Run, setup.Session, setup.SessionId, time, setup.KeyOfVersion3)
    {
        _state = RunState.Resumed(setup.Life, setup.Earlier.Aggregate(ModelUsage.None, static (used, answer) => used.Plus(answer.Usage)));
        foreach (var answer in setup.Earlier)
        {
            AppendText(answer.Text);
            foreach (var picture in answer.Content.OfType<MessageContent.Image>())
            {
                AddPicture(picture);
            }

            EndTurn();
        }

        // It was shown before the restart.
        _textShownToAgents = _textShownToChats = _text.Length;
        _charsSaid = _text.WholeChars;
    }

    /// <summary>Whether the run has ended; nothing is told afterwards.</summary>
    public bool IsEnded => _state.IsEnded;

    /// <summary>Whether the model has said anything since its last tool call.</summary>
    public bool HasText => !_betweenTurns && _text.Chars > _turnBegan;

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
            told.Add(ForBoth(EventNames.Agent, _writer.Started(began)));
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

    /// <summary>The model said more; shown later. What comes after a tool call begins a paragraph.</summary>
    public void AppendText(string piece)
    {
        if (_betweenTurns && piece.Length > 0)
        {
            _betweenTurns = false;
            if (_text.Chars > 0)
            {
                _text.Append("\n\n");
            }

            _turnBegan = _text.Chars;
        }

        _text.Append(piece);
    }

    /// <summary>The model made a picture; shown with the end. One too many is said in words.</summary>
    public void AddPicture(MessageContent.Image picture)
    {
        if (_pictures.Count >= PictureLimits.MaxCount || _pictureBytes + picture.Data.Length > PictureLimits.MaxRunBytes)
        {
            AppendText($"\n[The model made another picture ({picture.MimeType}, {picture.Data.Length} bytes), which is more than one run may keep.]\n");
            return;
        }

        _pictures.Add(picture);
        _pictureBytes += picture.Data.Length;
    }

    /// <summary>The model is asked once more: what it thought and drew in the answer that failed is not the answer's.</summary>
    public void DropTurn()
    {
        _thoughtBegan = _thinking.Chars;
        foreach (var dropped in _pictures[_picturesOfTurn..])
        {
            _pictureBytes -= dropped.Data.Length;
        }

        _pictures.RemoveRange(_picturesOfTurn, _pictures.Count - _picturesOfTurn);
    }

    /// <summary>The model asked for tools: what it says next is another answer.</summary>
    /// <returns>What it said, thought and made in this one.</returns>
    public (string Text, string Thinking, ImmutableArray<MessageContent.Image> Pictures) EndTurn()
    {
        var turn = LastTurn();
        _betweenTurns = true;
        _thoughtBegan = _thinking.Chars;
        _picturesOfTurn = _pictures.Count;
        return turn;
    }

    /// <summary>A tool is called.</summary>
    public void CallTool(MessageContent.ToolCall call, ICollection<BroadcastProtocol.Publish> told) =>
        Act(acted => ForBoth(EventNames.Agent, _writer.ToolCalled(acted, call)), told);

    /// <summary>A tool has put out something.</summary>
    public void ProgressTool(MessageContent.ToolCall call, string output, ICollection<BroadcastProtocol.Publish> told) =>
        Act(acted => ForBoth(EventNames.Agent, _writer.ToolProgressed(acted, call, output)), told);

    /// <summary>A tool answered.</summary>
    /// <param name="result">What it said.</param>
    /// <param name="isShownToVersion3">Whether clients of protocol 3 see it too.</param>
    /// <param name="told">The event.</param>
    public void ReturnTool(TranscriptMessage.ToolResult result, bool isShownToVersion3, ICollection<BroadcastProtocol.Publish> told) => Act(
        acted =>
        {
            var payload = _writer.ToolReturned(acted, result, withResult: true);
            if (isShownToVersion3)
            {
                return ForBoth(EventNames.Agent, payload);
            }

            var payload3 = _writer.ToolReturned(acted, result, withResult: false);
            return new BroadcastProtocol.Publish(EventNames.Agent, payload, _writer.OfVersion3(payload3) ?? payload3);
        },
        told);

    /// <summary>The model thought more; shown later.</summary>
    public void AppendThinking(string piece) => _thinking.Append(piece);

    /// <summary>The provider counted tokens. What was said before is shown before.</summary>
    public void Count(ModelUsage usage, ICollection<BroadcastProtocol.Publish> told)
    {
        ShowToAgents(told);
        _lastUsage = usage;
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
            told.Add(ForBoth(EventNames.Agent, _writer.Thinking(thought, _thinking, _thinkingShownToAgents)));
            _thinkingShownToAgents = _thinking.Length;
            any = true;
        }

        if (_text.Length > _textShownToAgents && RunDecider.Speak(_state, _time.GetUtcNow()) is { } spoke)
        {
            _state = _state.Apply(spoke);
            told.Add(ForBoth(EventNames.Agent, _writer.Assistant(spoke, _text, _textShownToAgents)) with
            {
                Said = new RunSaid(_run, _text.WholeTextSince(_charsSaid)),
            });
            _textShownToAgents = _text.Length;
            _charsSaid = _text.WholeChars;
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
        told.Add(ForBoth(EventNames.Agent, _writer.Ended(ended)));
        told.Add(ForBoth(EventNames.Chat, _writer.ChatEnd(ended, _text, _pictures)));
        var last = LastTurn();

        // Of an answer in one turn there is one string: the transcript keeps the turn, and the ledger the whole.
        return new RunReport(outcome, last.Text.Length == _text.Chars ? last.Text : _text.ToString())
        {
            LastText = last.Text,
            Thinking = last.Thinking,
            Pictures = [.. _pictures],
            LastPictures = last.Pictures,
            Usage = _state.Usage,
            LastUsage = _betweenTurns ? ModelUsage.None : _lastUsage,
            Model = _state.Model,
            Api = api,
            ResponseId = responseId,
        };
    }

    private (string Text, string Thinking, ImmutableArray<MessageContent.Image> Pictures) LastTurn() =>
        (_betweenTurns ? "" : _text.TextSince(_turnBegan), _thinking.TextSince(_thoughtBegan), [.. _pictures[_picturesOfTurn..]]);

    // Only connections that announced it want to see tools; what was said before is shown before.
    private void Act(Func<RunEvent.Acted, BroadcastProtocol.Publish> tell, ICollection<BroadcastProtocol.Publish> told)
    {
        ShowToAgents(told);
        if (RunDecider.Act(_state, _time.GetUtcNow()) is { } acted)
        {
            _state = _state.Apply(acted);
            told.Add(tell(acted) with { Audience = static caller => caller.Caps.Contains("tool-events") });
        }
    }

    private BroadcastProtocol.Publish ForBoth(string name, ReadOnlyMemory<byte> payload) => new(name, payload, _writer.OfVersion3(payload));

    private static BroadcastProtocol.Publish ForVersion4(string name, ReadOnlyMemory<byte> payload) =>
        new(name, payload, Audience: static caller => caller.Protocol >= 4);
}
