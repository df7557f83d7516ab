using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Maps <c>session.reset</c> to what sessions do.</summary>
internal static class SessionResets
{
    /// <summary>When conversations grow old.</summary>
    public static ResetPolicy PolicyOf(SessionBlock session) =>
        new(RuleOf(session.Reset), Optional(session.ResetDirect), Optional(session.ResetGroup), Optional(session.ResetThread));

    private static ResetRule? Optional(SessionResetBlock? block) => block is null ? null : RuleOf(block);

    private static ResetRule RuleOf(SessionResetBlock block)
    {
        TimeSpan? idle = block.IdleMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
        return block.Mode switch
        {
            SessionResetMode.Daily => new ResetRule(block.AtHour, idle),

            // Idle without a time is an hour, as the original has it.
            SessionResetMode.Idle => new ResetRule(null, idle ?? TimeSpan.FromMinutes(60)),
            _ => ResetRule.Never,
        };
    }
}
