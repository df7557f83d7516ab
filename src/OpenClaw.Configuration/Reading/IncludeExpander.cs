using System.Collections.Immutable;
using System.Text;

namespace OpenClaw.Configuration.Reading;

/// <summary>Replaces <c>$include</c> by the named files, which may include further ones.</summary>
/// <remarks>
/// Every file must lie, with symbolic links resolved, in the main file's directory or in one of the roots of
/// <c>OPENCLAW_INCLUDE_ROOTS</c>: a configuration that may be pushed from outside must not read the whole disk.
/// </remarks>
internal sealed class IncludeExpander(ImmutableArray<string> roots, ICollection<ConfigurationIssue> issues)
{
    /// <summary>How deep includes may nest.</summary>
    public const int MaxDepth = 10;

    /// <summary>Largest file that is read, in bytes (configurations are below 100 KiB).</summary>
    public const int MaxFileBytes = 2 * 1024 * 1024;

    /// <summary>How many files are read for one configuration, each time counted: lists of includes multiply with every level.</summary>
    public const int MaxReads = 1000;

    private const string IncludeKey = "$include";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, int> _files = new(StringComparer.Ordinal);
    private int _reads;

    /// <summary>The files that were read, or that could not be.</summary>
    public ImmutableArray<ConfigurationFile> Files => [.. _files.Select(static file => new ConfigurationFile(file.Key, file.Value))];

    /// <summary>The main file's text, once it was read.</summary>
    public SourceText? Main { get; private set; }

    /// <summary>Reads a file and all that it includes; null when it cannot be used, with the reason among the issues.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">Takes the place of its text; null reads it.</param>
    public ConfigNode? ReadMain(string file, string? text = null)
    {
        if (text is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            _files.TryAdd(file, ConfigurationFile.HashOf(bytes));
            if (bytes.Length > MaxFileBytes)
            {
                // As a file it could not be read again.
                return Report(new SourcePosition(new SourceText(file, ""), 0), "", $"the text is larger than {MaxFileBytes} bytes", "Put parts of it into files of their own");
            }
        }

        if ((text ?? ReadText(file, at: null, path: "")) is not { } read)
        {
            return null;
        }

        Main = new SourceText(file, read);
        return Parse(Main, file, [Resolve(file)], path: "");
    }

    private ConfigNode? ReadFile(string file, ImmutableArray<string> chain, SourcePosition? at, string path) =>
        ReadText(file, at, path) is { } text ? Parse(new SourceText(file, text), file, chain, path) : null;

    private ConfigNode? Parse(SourceText source, string file, ImmutableArray<string> chain, string path)
    {
        if (!Json5Reader.TryRead(source, out var node, out var error))
        {
            issues.Add(ConfigurationIssue.At(error.Position, IssueSeverity.Fatal, path, $"not valid JSON5: {error.Message}", "Correct the file at this place"));
            return null;
        }

        return Expand(node, file, chain, path);
    }

    private string? ReadText(string file, SourcePosition? at, string path)
    {
        string reason;
        _files.TryAdd(file, 0);
        try
        {
            var info = new FileInfo(file);
            if (info.Exists && info.Length > MaxFileBytes)
            {
                reason = $"{file} is larger than {MaxFileBytes} bytes";
            }
            else
            {
                var bytes = File.ReadAllBytes(file);
                _files[file] = ConfigurationFile.HashOf(bytes);
                return StrictUtf8.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes);
            }
        }
        catch (DecoderFallbackException)
        {
            reason = $"{file} is not UTF-8 text";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            reason = $"cannot read {file}: {exception.Message.TrimEnd('.')}";
        }

        Report(at ?? new SourcePosition(new SourceText(file, ""), 0), path, reason, "Check the file's name, permissions and content");
        return null;
    }

    private ConfigNode? Expand(ConfigNode node, string file, ImmutableArray<string> chain, string path)
    {
        switch (node)
        {
            case ObjectNode instance:
                ReportRepeated(instance, path);
                var members = new List<ConfigMember>(instance.Members.Length);
                foreach (var member in instance.Members)
                {
                    if (member.Name == IncludeKey)
                    {
                        continue;
                    }

                    if (Expand(member.Value, file, chain, KeyPath.Child(path, member.Name)) is not { } value)
                    {
                        return null;
                    }

                    members.Add(member with { Value = value });
                }

                var siblings = new ObjectNode(instance.Position, members);
                return instance[IncludeKey] is { } include ? Include(include, siblings, file, chain, path) : siblings;

            case ArrayNode array:
                var items = ImmutableArray.CreateBuilder<ConfigNode>(array.Items.Length);
                for (var i = 0; i < array.Items.Length; i++)
                {
                    if (Expand(array.Items[i], file, chain, KeyPath.Index(path, i)) is not { } item)
                    {
                        return null;
                    }

                    items.Add(item);
                }

                return new ArrayNode(array.Position, items.ToImmutable());

            default:
                return node;
        }
    }

    private ConfigNode? Include(ConfigNode include, ObjectNode siblings, string file, ImmutableArray<string> chain, string path)
    {
        ImmutableArray<ConfigNode> targets = include is ArrayNode list ? list.Items : [include];
        ConfigNode? merged = null;
        foreach (var target in targets)
        {
            if (target is not StringNode { Value: { Length: > 0 } name })
            {
                return Report(target.Position, KeyPath.Child(path, IncludeKey), $"$include must be a file name or a list of them, not {target.Kind}", "Give the name of a file beside this one");
            }

            if (ReadTarget(name, target.Position, file, chain, path) is not { } value)
            {
                return null;
            }

            merged = merged is null ? value : NodeMerge.Merge(merged, value);
        }

        if (merged is null || siblings.Members.IsEmpty)
        {
            return merged ?? siblings;
        }

        return merged is ObjectNode
            ? NodeMerge.Merge(merged, siblings)
            : Report(include.Position, path, $"keys beside $include need the included file to hold an object; it holds {merged.Kind}", "Remove the keys beside $include, or make the file an object");
    }

    private ConfigNode? ReadTarget(string name, SourcePosition at, string file, ImmutableArray<string> chain, string path)
    {
        var includePath = KeyPath.Child(path, IncludeKey);
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return Report(at, includePath, "a file name may not hold a NUL character", "Correct the name");
        }

        var full = Path.GetFullPath(name, Path.GetDirectoryName(file) ?? ".");
        var real = Resolve(full);
        if (!roots.Any(root => real.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            return Report(at, includePath, $"{name} lies outside the configuration's directory", "Move the file there, or name its directory in OPENCLAW_INCLUDE_ROOTS");
        }

        if (chain.Contains(real))
        {
            return Report(at, includePath, $"files include each other in a circle: {string.Join(" -> ", chain.Add(real))}", "Break the circle");
        }

        if (++_reads > MaxReads)
        {
            return Report(at, includePath, $"more than {MaxReads} files are included", "Include each file once, from higher up");
        }

        return chain.Length > MaxDepth
            ? Report(at, includePath, $"includes nest more than {MaxDepth} deep", "Include the file from higher up")
            : ReadFile(full, chain.Add(real), at, includePath);
    }

    /// <summary>A key written twice is legal JSON5, and nearly always a slip: the author changes the first and nothing happens.</summary>
    private void ReportRepeated(ObjectNode instance, string path)
    {
        foreach (var (earlier, later) in instance.Repeated)
        {
            issues.Add(ConfigurationIssue.At(
                later.NamePosition, IssueSeverity.Warning, KeyPath.Child(path, later.Name),
                $"this key is also in line {earlier.NamePosition.Line}, which does not count",
                $"Remove one of the two, line {earlier.NamePosition.Line} or {later.NamePosition.Line}"));
        }
    }

    private ConfigNode? Report(SourcePosition at, string path, string message, string remedy)
    {
        issues.Add(ConfigurationIssue.At(at, IssueSeverity.Fatal, path, message, remedy));
        return null;
    }

    /// <summary>The path with every symbolic link in it resolved; a part that does not exist is kept as it is.</summary>
    internal static string Resolve(string path)
    {
        path = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(path) ?? "/";
        var links = 0;
        var pending = new Stack<string>(path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = Path.Combine(resolved, part);
            // 40 is the kernel's own limit for links in one path (path_resolution(7)).
            if (part == "." || links == 40 || new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = part == "." ? resolved : next;
                continue;
            }

            links++;
            if (Path.IsPathRooted(target))
            {
                resolved = Path.GetPathRoot(target) ?? "/";
                target = target[resolved.Length..];
            }

            foreach (var step in target.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                pending.Push(step);
            }
        }

        return resolved;
    }
}
