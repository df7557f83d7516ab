namespace OpenClaw.Protocol.Generator;

/// <summary>The generated files, kept in memory until they are written or compared with what is there.</summary>
/// <param name="root">Folder they belong to; every <c>*.g.cs</c> under it is ours.</param>
public sealed class OutputTree(string root)
{
    private const string Suffix = ".g.cs";
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Number of generated files.</summary>
    public int Count => _files.Count;

    /// <summary>Adds a file.</summary>
    public void Add(string relativePath, string text) => _files.Add(relativePath + Suffix, text.ReplaceLineEndings("\n"));

    /// <summary>Writes what differs, removes what is no longer generated, and returns the number of files touched.</summary>
    public int Write()
    {
        var stale = FindStale();
        foreach (var file in stale)
        {
            var path = Path.Combine(root, file);
            if (_files.TryGetValue(file, out var text))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
            else
            {
                File.Delete(path);
            }
        }

        return stale.Count;
    }

    /// <summary>Files that are missing, differ, or should not be there.</summary>
    public IReadOnlyList<string> FindStale()
    {
        var stale = _files.Where(file => !File.Exists(Path.Combine(root, file.Key)) || File.ReadAllText(Path.Combine(root, file.Key)) != file.Value)
            .Select(file => file.Key).ToList();
        if (Directory.Exists(root))
        {
            stale.AddRange(Directory.EnumerateFiles(root, "*" + Suffix, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal) && !_files.ContainsKey(path)));
        }

        return stale;
    }
}
