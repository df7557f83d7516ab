using System.Text.Json;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Host;

namespace OpenClaw.Gateway.Unserved;

/// <summary>Things that this gateway does not have: background tasks, questions of agents, approvals for plugins and for an assistant, a memory plugin.</summary>
/// <remarks>
/// Their lists are empty, and that is the truth. Refusing instead would cost: the control UI asks for some of them again whenever it is refused, and the
/// command line gives up a whole command when one list of several is refused.
/// </remarks>
public sealed class UnservedMethods(GatewayContext gateway) : IMethodModule
{
    private static readonly JsonElement s_noEmbedding = JsonDocument.Parse("""{"ok":false,"error":"memory plugin unavailable"}""").RootElement;
    private static readonly ReadOnlyMemory<byte> s_none = "[]"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> s_noTasks = "{\"tasks\":[]}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> s_noQuestions = "{\"questions\":[]}"u8.ToArray();

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        var noMemory = Payload.Encode(
            new DoctorMemoryStatusResult { AgentId = gateway.Options.DefaultAgentId, Embedding = s_noEmbedding }, ProtocolJson.Default.DoctorMemoryStatusResult);
        methods.Add(MethodNames.DoctorMemoryStatus, call => call.Succeed(noMemory));
        methods.Add(MethodNames.TasksList, static call => call.Succeed(s_noTasks));
        methods.Add(MethodNames.QuestionList, static call => call.Succeed(s_noQuestions));
        methods.Add(MethodNames.PluginApprovalList, static call => call.Succeed(s_none));
        methods.Add(MethodNames.OpenclawApprovalList, static call => call.Succeed(s_none));
    }
}
