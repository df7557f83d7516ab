using System.Reflection;
using OpenClaw.Protocol.Generator;

namespace OpenClaw.Protocol.Tests;

/// <summary>The checked-out tree these tests were built from.</summary>
internal static class Repository
{
    internal static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepoRoot").Value!;

    internal static string ProtocolFolder { get; } = Path.Combine(Root, "protocol");

    internal static string PeersFolder { get; } = Path.Combine(Root, "tests", "peers");

    internal static ProtocolDefinition Definition { get; } = ProtocolDefinition.Load(ProtocolFolder);
}
