using System.IO.Enumeration;

namespace OpenClaw.Tools.Files;

/// <summary>One entry of a folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFolder">Whether it is a folder, and not a link to one.</param>
/// <param name="IsLink">Whether it is a symbolic link.</param>
internal readonly record struct FolderEntry(string Name, bool IsFolder, bool IsLink)
{
    /// <summary>What marks its kind in a list.</summary>
    public string Suffix => IsLink ? "@" : IsFolder ? "/" : "";
}

/// <summary>Reads folders.</summary>
internal static class FolderEntries
{
    // More than a model can use; a folder of millions must not fill the memory.
    private const int MaxEntries = 100_000;

    /// <summary>The entries, in the file system's order.</summary>
    public static IEnumerable<FolderEntry> Of(OpenedFolder folder) => new FileSystemEnumerable<FolderEntry>(
        folder.Path,
        static (ref FileSystemEntry entry) =>
        {
            var isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
            return new FolderEntry(entry.FileName.ToString(), entry.IsDirectory && !isLink, isLink);
        },
        new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true, ReturnSpecialDirectories = false }).Take(MaxEntries);
}
