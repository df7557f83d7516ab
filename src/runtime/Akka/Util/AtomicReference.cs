namespace Akka.Util;

/// <summary>A reference that threads share.</summary>
public class AtomicReference<T>
    where T : class
{
    private T? _value;

    public AtomicReference(T? originalValue) => _value = originalValue;

    public AtomicReference() { }

    public T? Value
    {
        get => Volatile.Read(ref _value);
        set => Volatile.Write(ref _value, value);
    }

    /// <summary>Sets the reference only if it is the expected one; true when it was.</summary>
    public bool CompareAndSet(T? expected, T? newValue) => ReferenceEquals(Interlocked.CompareExchange(ref _value, newValue, expected), expected);

    /// <summary>Sets the reference and gives back what it was.</summary>
    public T? GetAndSet(T? newValue) => Interlocked.Exchange(ref _value, newValue);

    public static implicit operator T?(AtomicReference<T> atomicReference) => atomicReference.Value;
    public static implicit operator AtomicReference<T>(T? value) => new(value);
}
