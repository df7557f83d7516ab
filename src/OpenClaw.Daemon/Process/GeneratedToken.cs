using System.Security.Cryptography;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Configuration.Writing;

namespace OpenClaw.Daemon.Process;

/// <summary>The token of a gateway that nobody has configured: made up once, kept in the state directory, readable by its owner alone.</summary>
/// <remarks>
/// Auth is never off: a first start without configuration would otherwise serve every web page that the user's browser
/// shows and every user of the machine. The command line reads the file, so that it works at once.
/// </remarks>
internal static class GeneratedToken
{
    /// <summary>Reads the token, or makes it.</summary>
    public static Secret ReadOrCreate(StatePaths paths)
    {
        if (Read(paths) is { } existing)
        {
            return existing;
        }

        PrivateFolder.Create(paths.StateDirectory);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        PrivateFiles.Replace(paths.GeneratedTokenFile, token + "\n");
        return new Secret(token);
    }

    /// <summary>The configuration with this token in place of the one that nobody configured.</summary>
    public static LoadedConfiguration Add(LoadedConfiguration loaded)
    {
        var gateway = loaded.Value.Gateway;
        return loaded with { Value = loaded.Value with { Gateway = gateway with { Auth = gateway.Auth with { Token = ReadOrCreate(loaded.Paths) } } } };
    }

    private static Secret? Read(StatePaths paths) =>
        File.Exists(paths.GeneratedTokenFile) ? Secret.From(File.ReadAllText(paths.GeneratedTokenFile)) : null;
}
