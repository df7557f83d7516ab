using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Configuration;

namespace OpenClaw.Daemon.Process;

/// <summary>Keeps a second gateway off the same configuration and off the same state directory.</summary>
/// <remarks>
/// The lock is the kernel's, on an open file, so that it ends with the process however that ends; a stale file means
/// nothing. What the file says (pid, start time) is for people, and for gateways that lock by the file's content alone.
/// </remarks>
internal sealed class InstanceLock : IDisposable
{
    /// <summary>How long a start waits for the gateway before it to be gone.</summary>
    public static readonly TimeSpan WaitLimit = TimeSpan.FromMilliseconds(5000);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    private readonly List<FileStream> _files = [];

    private InstanceLock()
    {
    }

    /// <summary>Takes the locks, waiting up to <see cref="WaitLimit"/>.</summary>
    /// <param name="loaded">Names the configuration file, the state directory and the environment.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The lock, or the pid of who holds it (0 when unknown).</returns>
    public static async Task<(InstanceLock? Lock, int HolderPid)> AcquireAsync(LoadedConfiguration loaded, TimeProvider time, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var taken = new InstanceLock();
            if (taken.TryTake(loaded, time.GetUtcNow()) is not { } holder)
            {
                return (taken, 0);
            }

            taken.Dispose();
            if (time.GetElapsedTime(began) >= WaitLimit)
            {
                return (null, holder);
            }

            await Task.Delay(RetryInterval, time, cancellation);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var file in _files)
        {
            // The name stays: deleting it would let two processes lock two files of one name.
            file.SetLength(0);
            file.Dispose();
        }

        _files.Clear();
    }

    /// <summary>Takes all locks; null when it has them, else the pid of who has one.</summary>
    private int? TryTake(LoadedConfiguration loaded, DateTimeOffset now)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"openclaw-{UserId()}");
        PrivateFiles.CreateDirectory(directory);
        var configurationToo = loaded.Environment.GetValueOrDefault("OPENCLAW_ALLOW_MULTI_GATEWAY") != "1";
        return (configurationToo ? TryTake(Path.Combine(directory, Name("gateway", loaded.Path)), loaded.Path, now) : null)
            ?? TryTake(Path.Combine(directory, Name("state", loaded.Paths.StateDirectory)), loaded.Path, now);
    }

    private int? TryTake(string path, string configPath, DateTimeOffset now)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return ReadHolder(path)?.Pid ?? 0;
        }

        if (LockRecord.Parse(ReadAll(file)) is { } record && record.IsAliveElsewhere())
        {
            file.Dispose();
            return record.Pid;
        }

        file.SetLength(0);
        file.Position = 0;
        file.Write(LockRecord.Own(configPath, now));
        file.Flush();
        _files.Add(file);
        return null;
    }

    private static LockRecord? ReadHolder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return LockRecord.Parse(ReadAll(file));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static byte[] ReadAll(FileStream file)
    {
        // A record is some hundred bytes; whatever is longer is none.
        var bytes = new byte[Math.Min(file.Length, 64 * 1024)];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static string Name(string kind, string path)
    {
#pragma warning disable CA5350 // The original's name of the file; nothing rests on the strength of the hash.
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes(path));
#pragma warning restore CA5350
        return $"{kind}.{Convert.ToHexStringLower(hash)[..8]}.lock";
    }

    private static string UserId() =>
        OperatingSystem.IsWindows() ? Environment.UserName : EffectiveUserId().ToString(CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "geteuid", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUserId();
}
