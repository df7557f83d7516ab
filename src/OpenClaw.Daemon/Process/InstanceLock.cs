using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Writing;

namespace OpenClaw.Daemon.Process;

/// <summary>Keeps a second gateway off the same configuration and off the same state directory.</summary>
/// <remarks>
/// The lock is the kernel's, on an open file (<c>….lock.held</c>), so that it ends with the process however that ends. The
/// record beside it (<c>….lock</c>: pid, start time, port) is for people, for clients that look whether a gateway runs, and for gateways that lock by a record alone; one that a
/// killed process left behind means nothing.
/// </remarks>
internal sealed class InstanceLock : IDisposable
{
    /// <summary>How long a start waits for the gateway before it to be gone.</summary>
    public static readonly TimeSpan WaitLimit = TimeSpan.FromMilliseconds(5000);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    private readonly List<(FileStream File, string Record)> _held = [];

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
        foreach (var (file, record) in _held)
        {
            // The locked file's name stays: deleting it would let two processes lock two files of one name.
            File.Delete(record);
            file.Dispose();
        }

        _held.Clear();
    }

    /// <summary>Takes all locks; null when it has them, else the pid of who has one.</summary>
    private int? TryTake(LoadedConfiguration loaded, DateTimeOffset now)
    {
        foreach (var path in PathsOf(loaded))
        {
            PrivateFolder.Create(Path.GetDirectoryName(path)!);
            if (TryTake(path, loaded, now) is { } holder)
            {
                return holder;
            }
        }

        return null;
    }

    /// <summary>
    /// Where the original's generations keep their locks, and look whether a gateway runs: up to early 2026 among the temporary files, since then in the
    /// state directory, where processes see it that do not share temporary files.
    /// </summary>
    private static IEnumerable<string> PathsOf(LoadedConfiguration loaded)
    {
        var folder = $"openclaw-{UserId()}";
        var stateFolder = Path.Combine(loaded.Paths.StateDirectory, "tmp", folder);
        if (loaded.Environment.GetValueOrDefault("OPENCLAW_ALLOW_MULTI_GATEWAY") != "1")
        {
            var configPath = Encoding.UTF8.GetBytes(loaded.Path);
#pragma warning disable CA5350 // The original's name of the file; nothing rests on the strength of the hash.
            yield return Path.Combine(Path.GetTempPath(), folder, Name(SHA1.HashData(configPath)));
#pragma warning restore CA5350
            yield return Path.Combine(stateFolder, Name(SHA256.HashData(configPath)));
        }

        yield return Path.Combine(stateFolder, "gateway.state.lock");
    }

    /// <summary>Whether another process has the file, and not the disk is full or cannot be written: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION.</summary>
    private static bool IsHeldElsewhere(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x8007_0020);

    private int? TryTake(string path, LoadedConfiguration loaded, DateTimeOffset now)
    {
        FileStream held;
        try
        {
            held = new FileStream(path + ".held", PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException busy) when (IsHeldElsewhere(busy))
        {
            return ReadRecord(path)?.Pid ?? 0;
        }

        if (ReadRecord(path) is { } record && record.IsAliveElsewhere())
        {
            held.Dispose();
            return record.Pid;
        }

        PrivateFiles.Replace(path, Encoding.UTF8.GetString(LockRecord.Own(loaded.Path, loaded.Paths.StateDirectory, loaded.Value.Gateway.Port, now)));
        _held.Add((held, path));
        return null;
    }

    private static LockRecord? ReadRecord(string path)
    {
        try
        {
            // A record is some hundred bytes; whatever is longer is none.
            return new FileInfo(path) is { Exists: true, Length: < 64 * 1024 } ? LockRecord.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Name(byte[] hash) => $"gateway.{Convert.ToHexStringLower(hash)[..8]}.lock";

    private static string UserId() =>
        OperatingSystem.IsWindows() ? Environment.UserName : EffectiveUserId().ToString(CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "geteuid", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUserId();
}
