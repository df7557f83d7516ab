namespace Akka.Actor;

/// <summary>A message that does not restart the receive-timeout clock.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message that the runtime does not accept from outside the process without being told to.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that the cell handles before the actor sees it.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message that is not checked for serialisability.</summary>
public interface INoSerializationVerificationNeeded;
