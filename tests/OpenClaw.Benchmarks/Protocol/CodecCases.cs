using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events.Agent;
using OpenClaw.Protocol.Frames;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Benchmarks.Protocol;

/// <summary>What happens to the frames of a busy connection, one step each.</summary>
internal sealed class CodecCases
{
    private static readonly byte[] s_health = """{"type":"req","id":"6f1f0b8e-0001","method":"health","params":{}}"""u8.ToArray();
    private static readonly byte[] s_send = """{"type":"req","id":"6f1f0b8e-0002","method":"chat.send","params":{"sessionKey":"agent:main:main","message":"What is on today?","thinking":"low","deliver":false,"timeoutMs":60000,"idempotencyKey":"6f1f0b8e-0002"}}"""u8.ToArray();
    private static readonly byte[] s_long = Encoding.UTF8.GetBytes($$$"""{"type":"req","id":"6f1f0b8e-0003","method":"agent","params":{"message":"{{{new string('a', 16 * 1024)}}}","sessionKey":"agent:main:main","idempotencyKey":"k"}}""");

    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly byte[] _payload = Encoding.UTF8.GetBytes($$"""{"runId":"run-1","stream":"assistant","data":{"text":"{{new string('t', 400)}}","delta":"tok "},"sessionKey":"agent:main:main","seq":7,"ts":1795300000000}""");
    private readonly ProtocolError _error = ProtocolError.MissingScope("operator.admin", protocol: 4);
    private readonly MethodInfo _sendMethod = Method("chat.send");
    private readonly byte[] _sendParams;
    private readonly AgentEvent _event;
    private long _seq;

    public CodecCases()
    {
        FrameReader.Read(s_send, out var request);
        _sendParams = request.Params(s_send.AsMemory()).ToArray();
        _event = JsonSerializer.Deserialize(_payload, ProtocolJson.Default.AgentEvent)!;
    }

    public IEnumerable<(string Name, int Bytes, Action Run)> All()
    {
        yield return ("read health", s_health.Length, () => Check(FrameReader.ReadInPlace(s_health, out _) is null));
        yield return ("read chat.send", s_send.Length, () => Check(FrameReader.ReadInPlace(s_send, out _) is null));
        yield return ("read agent, 16 KiB of text", s_long.Length, () => Check(FrameReader.ReadInPlace(s_long, out _) is null));
        yield return ("validate params of chat.send", _sendParams.Length, () => Check(_sendMethod.ValidateParams(_sendParams) is null));
        yield return ("decode params of chat.send", _sendParams.Length, () => Check(Payload.DecodeParams(_sendParams, ProtocolJson.Default.ChatSendParams) is not null));
        yield return ("for comparison: JsonDocument of chat.send", s_send.Length, () => JsonDocument.Parse(s_send).Dispose());
        yield return ("write response", _payload.Length, () => Written(output => FrameWriter.WriteResponse(output, "6f1f0b8e-0002", _payload)));
        yield return ("write error", 0, () => Written(output => FrameWriter.WriteError(output, "6f1f0b8e-0002", _error)));
        yield return ("write an event's tail (per client)", 0, () => Written(output => FrameWriter.WriteEventTail(output, _seq++)));
        yield return ("encode an agent event (once)", _payload.Length, () => Written(output => Payload.Write(output, _event, ProtocolJson.Default.AgentEvent)));
    }

    private void Written(Action<IBufferWriter<byte>> write)
    {
        _output.ResetWrittenCount();
        write(_output);
    }

    private static void Check(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("the case is wrong");
        }
    }

    private static MethodInfo Method(string name) => MethodTable.TryGet(name, out var method) ? method : throw new InvalidOperationException(name);
}
