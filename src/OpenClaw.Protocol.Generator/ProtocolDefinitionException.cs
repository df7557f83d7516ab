namespace OpenClaw.Protocol.Generator;

/// <summary>Something under <c>protocol/</c> cannot be generated from; the message names the file.</summary>
/// <param name="file">The file.</param>
/// <param name="problem">What is wrong with it.</param>
public sealed class ProtocolDefinitionException(string file, string problem) : Exception($"{file}: {problem}");
