namespace OpenClaw.Domain.Access;

/// <summary>What a connection is: one that commands the gateway, or one that the gateway commands.</summary>
public enum Role
{
    /// <summary>CLI, control UI, apps, programs: calls methods within its scopes.</summary>
    Operator,

    /// <summary>A machine or phone that offers commands; calls only the node methods.</summary>
    Node,
}

/// <summary>Wire names of <see cref="Role"/>.</summary>
public static class Roles
{
    /// <summary>Reads a wire name; an absent role means operator.</summary>
    public static bool TryParse(string? name, out Role role)
    {
        role = name == "node" ? Role.Node : Role.Operator;
        return name is null or "operator" or "node";
    }

    /// <summary>The name on the wire.</summary>
    public static string ToWire(this Role role) => role == Role.Node ? "node" : "operator";
}
