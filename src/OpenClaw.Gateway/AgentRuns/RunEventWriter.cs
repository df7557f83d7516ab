using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Encodes the payloads of one run's <c>agent</c> and <c>chat</c> events. What is the same in all of them is encoded once.</summary>
internal sealed class RunEventWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private const int MaxToolChars = 8_000;

    private readonly RunId _run;
    private readonly SessionKey _session;
    private readonly string _sessionId;

    // {"runId":"...","sessionKey":"...","agentId":"..."   without the closing brace
    private readonly byte[] _head;
    private readonly byte[] _headOfVersion3;

    // What every payload begins with, up to the session's key: {"runId":"...","sessionKey":"..."
    private readonly int _keyedLength;
    private readonly bool _isKeyedOtherwise;

    /// <summary>Creates the writer of one run.</summary>
    /// <param name="run">Its id.</param>
    /// <param name="session">Its session.</param>
    /// <param name="sessionId">Names the conversation.</param>
    /// <param name="keyOfVersion3">See <see cref="RunSpec.KeyOfVersion3"/>.</param>
    public RunEventWriter(RunId run, SessionKey session, string sessionId, string? keyOfVersion3 = null)
    {
        _run = run;
        _session = session;
        _sessionId = sessionId;
        _head = Head(session.Value, withAgent: true);
        _headOfVersion3 = Head(keyOfVersion3 ?? session.Value, withAgent: false);
        _isKeyedOtherwise = keyOfVersion3 is not null;
        _keyedLength = _isKeyedOtherwise ? Head(session.Value, withAgent: false).Length : _headOfVersion3.Length;
    }

    /// <summary>The same payload under the key that a client of protocol 3 knows the session by; null when that is the same one.</summary>
    /// <param name="payload">One that this writer made.</param>
    public ReadOnlyMemory<byte>? OfVersion3(ReadOnlyMemory<byte> payload)
    {
        if (!_isKeyedOtherwise)
        {
            return null;
        }

        var rest = payload.Span[_keyedLength..];
        var renamed = new byte[_headOfVersion3.Length + rest.Length];
        _headOfVersion3.CopyTo(renamed, 0);
        rest.CopyTo(renamed.AsSpan(_headOfVersion3.Length));
        return renamed;
    }

    /// <summary><c>lifecycle</c> with <c>phase: "start"</c>.</summary>
    public ReadOnlyMemory<byte> Started(RunEvent.Began began) => Lifecycle(began, static (writer, began) =>
    {
        writer.WriteString("phase"u8, "start"u8);
        writer.WriteNumber("startedAt"u8, began.At.ToUnixTimeMilliseconds());
    });

    /// <summary><c>lifecycle</c> with <c>phase: "model"</c>; protocol 4 only.</summary>
    public ReadOnlyMemory<byte> ModelSelected(RunEvent.ModelSelected selected) => Lifecycle(selected, static (writer, selected) =>
    {
        writer.WriteString("phase"u8, "model"u8);
        writer.WriteString("provider"u8, selected.Model.Provider);
        writer.WriteString("model"u8, selected.Model.Model);
    });

    /// <summary><c>usage</c>; protocol 4 only.</summary>
    public ReadOnlyMemory<byte> Counted(RunEvent.Counted counted) => Agent("usage"u8, counted, static (writer, counted) =>
    {
        writer.WriteNumber("inputTokens"u8, counted.Usage.Input);
        writer.WriteNumber("outputTokens"u8, counted.Usage.Output);
    });

    /// <summary><c>tool</c> with <c>phase: "start"</c>.</summary>
    public ReadOnlyMemory<byte> ToolCalled(RunEvent.Acted acted, MessageContent.ToolCall call) => Agent("tool"u8, (acted, call), acted, static (writer, what) =>
    {
        Tool(writer, "start"u8, what.call.Name, what.call.Id);
        writer.WritePropertyName("args"u8);
        EmbeddedJson.Write(writer, what.call.ArgumentsJson);
    });

    /// <summary><c>tool</c> with <c>phase: "update"</c>: all that it has put out so far.</summary>
    public ReadOnlyMemory<byte> ToolProgressed(RunEvent.Acted acted, MessageContent.ToolCall call, string output) =>
        Agent("tool"u8, (acted, call, output), acted, static (writer, what) =>
        {
            Tool(writer, "update"u8, what.call.Name, what.call.Id);
            WriteText(writer, "partialResult"u8, what.output);
        });

    /// <summary><c>tool</c> with <c>phase: "result"</c>.</summary>
    public ReadOnlyMemory<byte> ToolReturned(RunEvent.Acted acted, TranscriptMessage.ToolResult result, bool withResult) =>
        Agent("tool"u8, (acted, result, withResult), acted, static (writer, what) =>
        {
            Tool(writer, "result"u8, what.result.ToolName, what.result.ToolCallId);
            writer.WriteBoolean("isError"u8, what.result.IsError);
            if (what.withResult)
            {
                WriteText(writer, "result"u8, what.result.Text);
            }
        });

    /// <summary><c>lifecycle</c> with <c>phase: "end"</c> or <c>"error"</c>: the last event of the run.</summary>
    public ReadOnlyMemory<byte> Ended(RunEvent.Ended ended) => Lifecycle(ended, static (writer, ended) =>
    {
        var at = ended.At.ToUnixTimeMilliseconds();
        switch (ended.Outcome)
        {
            case RunOutcome.Completed completed:
                writer.WriteString("phase"u8, "end"u8);
                writer.WriteNumber("endedAt"u8, at);
                writer.WriteBoolean("aborted"u8, false);
                writer.WriteString("stopReason"u8, Wire(completed.Reason));
                break;
            case RunOutcome.Aborted aborted:
                writer.WriteString("phase"u8, "end"u8);
                writer.WriteString("status"u8, "cancelled"u8);
                writer.WriteNumber("endedAt"u8, at);
                writer.WriteBoolean("aborted"u8, true);
                writer.WriteString("stopReason"u8, aborted.Reason);
                break;
            default:
                writer.WriteString("phase"u8, "error"u8);
                writer.WriteString("error"u8, ended.Outcome.ErrorMessage);
                writer.WriteNumber("endedAt"u8, at);
                break;
        }
    });

    /// <summary><c>assistant</c>: all text so far, and what is new since <paramref name="mark"/>.</summary>
    public ReadOnlyMemory<byte> Assistant(RunEvent.Spoke spoke, RunOutput output, int mark) => Output("assistant"u8, spoke, output, mark);

    /// <summary><c>thinking</c>: all visible reasoning so far, and what is new since <paramref name="mark"/>.</summary>
    public ReadOnlyMemory<byte> Thinking(RunEvent.Spoke spoke, RunOutput output, int mark) => Output("thinking"u8, spoke, output, mark);

    /// <summary><c>chat</c> with <c>state: "delta"</c>, as protocol 4 has it.</summary>
    public ReadOnlyMemory<byte> ChatDelta(long seq, DateTimeOffset at, RunOutput output, int mark)
    {
        var added = output.Since(mark);
        var buffer = new PayloadBuffer(_head.Length + output.Length + added.Length + 200);
        buffer.Raw(_head);
        buffer.Raw(",\"seq\":"u8);
        buffer.Number(seq);
        buffer.Raw(",\"state\":\"delta\",\"deltaText\":\""u8);
        buffer.Raw(added);
        buffer.Raw("\","u8);
        Message(ref buffer, output, at);
        return buffer.Close();
    }

    /// <summary>The same for protocol 3, which knows no <c>deltaText</c>.</summary>
    public ReadOnlyMemory<byte> ChatDeltaOfVersion3(long seq, DateTimeOffset at, RunOutput output)
    {
        var buffer = new PayloadBuffer(_headOfVersion3.Length + output.Length + 160);
        buffer.Raw(_headOfVersion3);
        buffer.Raw(",\"seq\":"u8);
        buffer.Number(seq);
        buffer.Raw(",\"state\":\"delta\","u8);
        Message(ref buffer, output, at);
        return buffer.Close();
    }

    /// <summary><c>chat</c> with the end state: <c>final</c>, <c>aborted</c> or <c>error</c>.</summary>
    public ReadOnlyMemory<byte> ChatEnd(RunEvent.Ended ended, RunOutput output, IReadOnlyList<MessageContent.Image> pictures)
    {
        var buffer = new PayloadBuffer(_head.Length + output.Length + 400);
        buffer.Raw(_head);
        buffer.Raw(",\"seq\":"u8);
        buffer.Number(ended.Seq);
        switch (ended.Outcome)
        {
            case RunOutcome.Completed completed:
                buffer.Raw(",\"state\":\"final\",\"stopReason\":\""u8);
                buffer.Raw(Wire(completed.Reason));
                buffer.Raw("\""u8);
                break;
            case RunOutcome.Aborted aborted:
                buffer.Raw(",\"state\":\"aborted\",\"stopReason\":"u8);
                buffer.Text(aborted.Reason);
                break;
            default:
                buffer.Raw(",\"state\":\"error\",\"errorMessage\":"u8);
                buffer.Text(ended.Outcome.ErrorMessage ?? "");
                if (ended.Outcome is RunOutcome.TimedOut)
                {
                    buffer.Raw(",\"errorKind\":\"timeout\""u8);
                }

                break;
        }

        // A silent answer, and an abort before the first word, come without a message.
        if (output.Length > 0 || pictures.Count > 0)
        {
            buffer.Raw(","u8);
            Message(ref buffer, output, ended.At, pictures);
        }

        return buffer.Close();
    }

    private static ReadOnlySpan<byte> Wire(StopReason reason) => reason switch
    {
        StopReason.Stop => "stop"u8,
        StopReason.Length => "length"u8,
        StopReason.ToolUse => "toolUse"u8,
        StopReason.Refusal => "refusal"u8,
        StopReason.Aborted => "aborted"u8,
        _ => "error"u8,
    };

    private static void Message(ref PayloadBuffer buffer, RunOutput output, DateTimeOffset at, IReadOnlyList<MessageContent.Image>? pictures = null)
    {
        buffer.Raw("\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\""u8);
        buffer.Raw(output.All);
        buffer.Raw("\"}"u8);
        foreach (var picture in pictures ?? [])
        {
            // As a history shows it: every client of the session gets this event, and few of them look at the picture.
            buffer.Raw(",{\"type\":\"image\",\"mimeType\":"u8);
            buffer.Text(picture.MimeType);
            buffer.Raw(",\"sizeBytes\":"u8);
            buffer.Number(picture.Data.Length);
            buffer.Raw(",\"omitted\":true}"u8);
        }

        buffer.Raw("],\"timestamp\":"u8);
        buffer.Number(at.ToUnixTimeMilliseconds());
        buffer.Raw("}"u8);
    }

    private ReadOnlyMemory<byte> Output(ReadOnlySpan<byte> stream, RunEvent happened, RunOutput output, int mark)
    {
        var added = output.Since(mark);
        var buffer = new PayloadBuffer(_head.Length + output.Length + added.Length + 160);
        buffer.Raw(_head);
        buffer.Raw(",\"stream\":\""u8);
        buffer.Raw(stream);
        buffer.Raw("\",\"data\":{\"text\":\""u8);
        buffer.Raw(output.All);
        buffer.Raw("\",\"delta\":\""u8);
        buffer.Raw(added);
        buffer.Raw("\"},\"seq\":"u8);
        buffer.Number(happened.Seq);
        buffer.Raw(",\"ts\":"u8);
        buffer.Number(happened.At.ToUnixTimeMilliseconds());
        return buffer.Close();
    }

    private static void Tool(Utf8JsonWriter writer, ReadOnlySpan<byte> phase, string name, string callId)
    {
        writer.WriteString("phase"u8, phase);
        writer.WriteString("name"u8, name);
        writer.WriteString("toolCallId"u8, callId);
    }

    // Tools can put out more than anybody reads in passing; all of it stands in the transcript.
    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> property, string text)
    {
        writer.WriteStartObject(property);
        writer.WriteStartArray("content"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, ShortText.Of(text, MaxToolChars));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private ReadOnlyMemory<byte> Lifecycle<TEvent>(TEvent happened, Action<Utf8JsonWriter, TEvent> data)
        where TEvent : RunEvent => Agent("lifecycle"u8, happened, data);

    private ReadOnlyMemory<byte> Agent<TEvent>(ReadOnlySpan<byte> stream, TEvent happened, Action<Utf8JsonWriter, TEvent> data)
        where TEvent : RunEvent => Agent(stream, happened, happened, data);

    private ReadOnlyMemory<byte> Agent<T>(ReadOnlySpan<byte> stream, T what, RunEvent happened, Action<Utf8JsonWriter, T> data)
    {
        var buffer = new ArrayBufferWriter<byte>(_head.Length + 256);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("runId"u8, _run.Value);
        writer.WriteString("sessionKey"u8, _session.Value);
        writer.WriteString("sessionId"u8, _sessionId);
        writer.WriteString("agentId"u8, _session.Agent.Value);
        writer.WriteString("stream"u8, stream);
        writer.WriteStartObject("data"u8);
        data(writer, what);
        writer.WriteEndObject();
        writer.WriteNumber("seq"u8, happened.Seq);
        writer.WriteNumber("ts"u8, happened.At.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private byte[] Head(string sessionKey, bool withAgent)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("runId"u8, _run.Value);
        writer.WriteString("sessionKey"u8, sessionKey);
        if (withAgent)
        {
            writer.WriteString("agentId"u8, _session.Agent.Value);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan[..^1].ToArray();
    }

    /// <summary>One array of the right size that is filled once and handed on.</summary>
    private ref struct PayloadBuffer(int capacity)
    {
        private byte[] _bytes = new byte[capacity];
        private int _length;

        public void Raw(ReadOnlySpan<byte> bytes)
        {
            Ensure(bytes.Length);
            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
        }

        public void Number(long value)
        {
            Ensure(20);
            Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var written);
            _length += written;
        }

        public void Text(string value)
        {
            var encoded = JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
            Raw("\""u8);
            Raw(encoded.EncodedUtf8Bytes);
            Raw("\""u8);
        }

        public ReadOnlyMemory<byte> Close()
        {
            Raw("}"u8);
            return _bytes.AsMemory(0, _length);
        }

        private void Ensure(int more)
        {
            if (_bytes.Length - _length < more)
            {
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
            }
        }
    }
}
