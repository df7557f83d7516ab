using System.Diagnostics.CodeAnalysis;
using OpenClaw.Protocol.Validation;

namespace OpenClaw.Protocol.Methods;

/// <summary>Every method of the protocol, whether or not this gateway serves it.</summary>
public static partial class MethodTable
{
    private static readonly MethodInfo[] s_all = CreateAll();
    private static readonly Utf8NameTable<MethodInfo> s_byName = new(s_all, static method => method.Name);

    /// <summary>The methods, in the order of <c>methods.json</c>.</summary>
    public static IReadOnlyList<MethodInfo> All => s_all;

    /// <summary>Finds a method by its name in UTF-8, without allocating.</summary>
    public static bool TryGet(ReadOnlySpan<byte> utf8Name, [NotNullWhen(true)] out MethodInfo? method) => s_byName.TryGet(utf8Name, out method);

    /// <summary>Finds a method by its name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out MethodInfo? method) => s_byName.TryGet(name, out method);
}
