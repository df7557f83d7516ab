namespace OpenClaw.Configuration.Writing;

/// <summary>A change that cannot be made to the file, in words for the person who asked for it.</summary>
/// <param name="path">The key at fault; empty for the whole.</param>
/// <param name="message">What is wrong and what to do.</param>
public sealed class ConfigurationEditException(string path, string message) : Exception(message)
{
    /// <summary>The key at fault.</summary>
    public string Path { get; } = path;
}
