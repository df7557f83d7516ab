using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace OpenClaw.Interop.Tests.Processes;

/// <summary>Where the programs are that these tests start.</summary>
internal static class Paths
{
    /// <summary>The executable under test, as built beside this assembly.</summary>
    public static string OpenClaw => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "openclaw.exe" : "openclaw");

    /// <summary>A client program of tests/peers/clients.</summary>
    public static string Client(string name) => Path.Combine(Peers, "clients", name);

    /// <summary>A file of an installed npm package.</summary>
    public static string Package(params string[] parts)
    {
        var path = Path.Combine([Peers, "node_modules", .. parts]);
        Assert.True(File.Exists(path), $"{path} is missing: run scripts/install-test-peers");
        return path;
    }

    private static string Peers => Path.GetFullPath(Path.Combine(Here(), "..", "..", "peers"));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
