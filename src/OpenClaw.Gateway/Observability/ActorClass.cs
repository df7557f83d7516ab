using Akka.Actor;

namespace OpenClaw.Gateway.Observability;

/// <summary>Names the kind of an actor by its path, without what differs from one to the next: <c>sessions/session</c> for <c>/user/gateway/sessions/session-12</c>.</summary>
internal static class ActorClass
{
    /// <summary>The class of an actor; the runtime's own are <c>system</c>.</summary>
    public static string Of(ActorPath? path)
    {
        if (path is null)
        {
            return "other";
        }

        var elements = path.Elements;
        if (elements.Count == 0 || elements[0] != "user")
        {
            return "system";
        }

        var named = elements.Skip(elements.Count > 2 && elements[1] == "gateway" ? 2 : 1).Select(WithoutNumber).ToList();
        return named.Count == 0 ? "user" : string.Join('/', named);
    }

    // session-12, call-3, conn-7, and the runtime's own $a.
    private static string WithoutNumber(string name)
    {
        if (name.StartsWith('$'))
        {
            return "child";
        }

        var dash = name.LastIndexOf('-');
        return dash > 0 && name.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? name[..dash] : name;
    }
}
