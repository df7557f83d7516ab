namespace OpenClaw.Protocol.Methods;

/// <summary>Roles that may call a method.</summary>
[Flags]
public enum MethodRoles
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Operators: apps, command lines, pages, back ends.</summary>
    Operator = 1,

    /// <summary>Nodes: devices that offer commands.</summary>
    Node = 2,
}
