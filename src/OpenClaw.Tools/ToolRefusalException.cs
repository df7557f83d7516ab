namespace OpenClaw.Tools;

/// <summary>A call that a tool refuses: wrong arguments, a path outside, a file that is not there. The message goes to the model.</summary>
/// <remarks>An exception only inside this project: arguments are read deep within a tool, and <see cref="ToolBox"/> turns it into a result.</remarks>
internal sealed class ToolRefusalException(string message) : Exception(message);
