using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.AgentRuns;

// The tool loop: the model's calls are recorded, then made, several at a time; each result is recorded; then the model is asked again.
public sealed partial class RunActor
{
    private readonly List<MessageContent.ToolCall> _wanted = [];
    private readonly HashSet<string> _unrecorded = new(StringComparer.Ordinal);
    private readonly ToolCalls _tools;
    private readonly List<MessageContent.ToolCall> _handed = [];
    private string? _callsMessage;
    private int _rounds;

    /// <summary>Ids must be unique among the calls of one answer; some services leave them out or repeat them.</summary>
    private void AddWanted(MessageContent.ToolCall call)
    {
        var id = string.IsNullOrEmpty(call.Id) || _wanted.Exists(other => other.Id == call.Id) ? $"{(string.IsNullOrEmpty(call.Id) ? "call" : call.Id)}-{_call}-{_wanted.Count + 1}" : call.Id;

        // From here on it is recorded, shown, handed to tools and told to the model again.
        _wanted.Add(call with { Id = id, ArgumentsJson = EmbeddedJson.Mend(call.ArgumentsJson) });
    }

    private void RecordToolCalls(ModelUsage used)
    {
        if (++_rounds > _services.Options.MaxToolRounds)
        {
            End(new RunOutcome.Failed(ModelErrorKind.InvalidResponse, $"The model asked for tools {_services.Options.MaxToolRounds} times without an answer; the run was ended."));
            return;
        }

        var (text, thinking, pictures) = _narrator.EndTurn();
        var content = ImmutableArray.CreateBuilder<MessageContent>(_wanted.Count + pictures.Length + 2);
        if (thinking.Length > 0)
        {
            content.Add(new MessageContent.Thinking(thinking));
        }

        if (text.Length > 0)
        {
            content.Add(new MessageContent.Text(text));
        }

        content.AddRange(pictures);
        content.AddRange(_wanted);
        var answer = new TranscriptMessage.Assistant(
            NewId(), _services.Time.GetUtcNow(), _setup.Run, content.DrainToImmutable(), _api, _candidates[_candidate], used, StopReason.ToolUse)
        {
            ResponseId = _completed?.ResponseId,
        };
        _callsMessage = answer.Id;
        Say(answer);
        Publish();
    }

    private void OnRecorded(RunProtocol.Recorded recorded)
    {
        if (_narrator.IsEnded)
        {
            return;
        }

        if (recorded.MessageId == _callsMessage)
        {
            _callsMessage = null;
            MakeToolCalls([.. _wanted]);
            return;
        }

        _unrecorded.Remove(recorded.MessageId);
        _said.AddRange(recorded.Steering);
        if (_unrecorded.Count == 0 && _tools.Running == 0)
        {
            if (_handed.Count > 0)
            {
                End(new RunOutcome.Completed(StopReason.ToolUse));
                return;
            }

            _retries = 0;
            CallModel(null);
        }
    }

    private void MakeToolCalls(ImmutableArray<MessageContent.ToolCall> calls)
    {
        // The client's own: they end the run as soon as the others of this answer have their results.
        _handed.AddRange(calls.Where(call => _setup.ClientTools.Any(tool => tool.Name == call.Name)));
        foreach (var call in calls)
        {
            _narrator.CallTool(call, _told);
        }

        Publish();
        _tools.Make(calls);
    }

    private void OnToolProgressed(ToolCalls.Progressed progressed)
    {
        if (!_narrator.IsEnded && _tools.IsRunning(progressed.Call))
        {
            _narrator.ProgressTool(progressed.Call, progressed.Output, _told);
            Publish();
        }
    }

    private void OnToolReturned(ToolCalls.Returned returned)
    {
        if (_narrator.IsEnded || !_tools.Take(returned))
        {
            return;
        }

        var result = new TranscriptMessage.ToolResult(
            NewId(), _services.Time.GetUtcNow(), _setup.Run, returned.Call.Id, returned.Call.Name, returned.Result.Content, returned.Result.IsError);
        LogToolReturned(_setup.Run, returned.Call.Name, returned.Result.IsError);
        _narrator.ReturnTool(result, _setup.ShowToolResults, _told);
        Publish();
        _unrecorded.Add(result.Id);
        Say(result);
    }

    private void Say(TranscriptMessage message)
    {
        _said.Add(message.ToModelMessage()!);
        _session.Tell(new RunProtocol.Append(_setup.Run, message));
    }

    private static string NewId() => Guid.NewGuid().ToString();
}
