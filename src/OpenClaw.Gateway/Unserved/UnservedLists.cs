using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Unserved;

/// <summary>Lists of things that this gateway does not have: background tasks, questions of agents, approvals for plugins and for an assistant.</summary>
/// <remarks>
/// They are empty, and that is the truth. Refusing instead would cost: the control UI asks for some of them again whenever it is refused, and the
/// command line gives up a whole command when one list of several is refused.
/// </remarks>
public sealed class UnservedLists : IMethodModule
{
    private static readonly ReadOnlyMemory<byte> s_none = "[]"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> s_noTasks = "{\"tasks\":[]}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> s_noQuestions = "{\"questions\":[]}"u8.ToArray();

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.TasksList, static call => call.Succeed(s_noTasks));
        methods.Add(MethodNames.QuestionList, static call => call.Succeed(s_noQuestions));
        methods.Add(MethodNames.PluginApprovalList, static call => call.Succeed(s_none));
        methods.Add(MethodNames.OpenclawApprovalList, static call => call.Succeed(s_none));
    }
}
