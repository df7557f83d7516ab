using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tools.Files;

/// <summary>An agent's folder, and the only way by which tools touch files.</summary>
internal sealed class Workspace
{
    /// <summary>Largest file that is read or written, in bytes.</summary>
    public const int MaxFileBytes = 16 * 1024 * 1024;

    private const int MaxPathLength = 4096;
    private const int MaxDepth = 64;

    // Calls of one answer run at the same time; two edits of a file must not lose one another. Striped, so that it stays small.
    private static readonly SemaphoreSlim[] s_writers = [.. Enumerable.Range(0, 64).Select(static _ => new SemaphoreSlim(1, 1))];

    private readonly string _root;

    /// <summary>The workspace at a path; the folder is made when it is missing.</summary>
    /// <exception cref="ToolRefusalException">The folder cannot be made.</exception>
    public Workspace(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        try
        {
            Directory.CreateDirectory(_root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolRefusalException($"The workspace {_root} cannot be created: {exception.Message}");
        }
    }

    /// <summary>Its path.</summary>
    public string Root => _root;

    /// <summary>What a path means for reading: in the workspace, or in one of the other folders that may be read.</summary>
    /// <exception cref="ToolRefusalException">It is outside of all of them.</exception>
    public static (Workspace Root, string Relative) ForReading(AgentToolOptions options, string path)
    {
        foreach (var folder in options.ReadableFolders)
        {
            if (path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Directory.Exists(folder))
            {
                var other = new Workspace(folder);
                return (other, other.Resolve(path));
            }
        }

        var workspace = new Workspace(options.Workspace);
        return (workspace, workspace.Resolve(path));
    }

    /// <summary>What a model's path means, relative to the root and without dots; empty for the root.</summary>
    /// <exception cref="ToolRefusalException">It is outside, or no path.</exception>
    public string Resolve(string path)
    {
        if (path.Length > MaxPathLength || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ToolRefusalException("This is not a path.");
        }

        path = path.Trim();
        if (path.StartsWith('~'))
        {
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, _root));
        if (full == _root)
        {
            return "";
        }

        var prefix = _root.EndsWith(Path.DirectorySeparatorChar) ? _root : _root + Path.DirectorySeparatorChar;
        return full.StartsWith(prefix, StringComparison.Ordinal)
            ? full[prefix.Length..]
            : throw new ToolRefusalException($"{path} is outside the workspace ({_root}). Only files of the workspace can be used.");
    }

    /// <summary>Opens a folder.</summary>
    public OpenedFolder OpenFolder(string relative, bool followLinks = true) => Beneath.OpenFolder(_root, relative, followLinks);

    /// <summary>Whether a folder is there.</summary>
    public bool IsFolder(string relative)
    {
        try
        {
            using var folder = OpenFolder(relative);
            return true;
        }
        catch (ToolRefusalException)
        {
            return false;
        }
    }

    /// <summary>A file's bytes.</summary>
    /// <exception cref="ToolRefusalException">It is not there, outside, no regular file, or larger than <see cref="MaxFileBytes"/>.</exception>
    public async Task<byte[]> ReadAsync(string relative, CancellationToken cancel)
    {
        using var handle = Beneath.OpenFile(_root, relative);
        var length = RegularLength(handle, relative);
        if (length > MaxFileBytes)
        {
            throw new ToolRefusalException($"{relative} has {length} bytes; files up to {MaxFileBytes} can be read. Use grep to find the part that matters.");
        }

        // A file may grow while it is read, and those of /proc say that they are empty: read to the end, within the limit.
        var bytes = new byte[Math.Max(4096, length + 1)];
        var count = 0;
        while (true)
        {
            var read = await RandomAccess.ReadAsync(handle, bytes.AsMemory(count), count, cancel);
            count += read;
            if (read == 0)
            {
                return bytes.AsSpan(0, count).ToArray();
            }

            if (count > MaxFileBytes)
            {
                throw new ToolRefusalException($"{relative} is larger than {MaxFileBytes} bytes.");
            }

            if (count == bytes.Length)
            {
                Array.Resize(ref bytes, bytes.Length * 2);
            }
        }
    }

    /// <summary>Replaces a file as a whole, or makes it and the folders above it. Readers see the old or the new one, nothing between.</summary>
    /// <returns>Whether it was there before.</returns>
    /// <exception cref="ToolRefusalException">It is a folder or a link, or is outside.</exception>
    public async Task<bool> WriteAsync(string relative, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var name = Path.GetFileName(relative);
        if (name.Length == 0)
        {
            throw new ToolRefusalException("The path of a file is needed, not the workspace itself.");
        }

        if (content.Length > MaxFileBytes)
        {
            throw new ToolRefusalException($"Files up to {MaxFileBytes} bytes can be written.");
        }

        using var folder = MakeFolder(Path.GetDirectoryName(relative) ?? "");
        var target = new FileInfo(folder.Entry(name));
        if (target.LinkTarget is not null)
        {
            throw new ToolRefusalException($"{relative} is a link. Write to the file that it leads to.");
        }

        if (Directory.Exists(target.FullName))
        {
            throw new ToolRefusalException($"{relative} is a folder.");
        }

        // The temporary file is made anew, never opened: a link of its name would be an error, not a way out.
        var temporary = folder.Entry($".{name}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.tmp");
        try
        {
            var mode = target.Exists && !OperatingSystem.IsWindows() ? target.UnixFileMode : (UnixFileMode?)null;
            using (var handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await RandomAccess.WriteAsync(handle, content, 0, cancel);
                if (mode is { } known && !OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(handle, known);
                }

                RandomAccess.FlushToDisk(handle);
            }

            File.Move(temporary, target.FullName, overwrite: true);
            return mode is not null;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Waits for the turn to change a file.</summary>
    /// <returns>To be disposed when the change is done.</returns>
    public async Task<IDisposable> BeginChangeAsync(string relative, CancellationToken cancel)
    {
        var writers = s_writers[(uint)string.GetHashCode(Path.Combine(_root, relative), StringComparison.OrdinalIgnoreCase) % (uint)s_writers.Length];
        await writers.WaitAsync(cancel);
        return new Turn(writers);
    }

    private OpenedFolder MakeFolder(string relative)
    {
        var parts = relative.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MaxDepth)
        {
            throw new ToolRefusalException($"The path has more than {MaxDepth} folders.");
        }

        var folder = OpenFolder("");
        var sofar = "";
        foreach (var part in parts)
        {
            using var parent = folder;
            sofar = Path.Combine(sofar, part);
            if (new FileInfo(parent.Entry(part)) is { Exists: true, LinkTarget: null })
            {
                throw new ToolRefusalException($"{sofar} is a file, not a folder.");
            }

            if (!Path.Exists(parent.Entry(part)))
            {
                Directory.CreateDirectory(parent.Entry(part));
            }

            folder = OpenFolder(sofar);
        }

        return folder;
    }

    private static long RegularLength(SafeFileHandle handle, string relative)
    {
        try
        {
            if (OperatingSystem.IsLinux() && Directory.Exists($"/proc/self/fd/{handle.DangerousGetHandle()}"))
            {
                throw new ToolRefusalException($"{relative} is a folder. Use ls.");
            }

            return RandomAccess.GetLength(handle);
        }
        catch (NotSupportedException)
        {
            throw new ToolRefusalException($"{relative} is not a regular file.");
        }
    }

    private sealed class Turn(SemaphoreSlim writers) : IDisposable
    {
        private SemaphoreSlim? _writers = writers;

        public void Dispose() => Interlocked.Exchange(ref _writers, null)?.Release();
    }
}
