namespace Akka.Util;

/// <summary>A flag that threads share.</summary>
public class AtomicBoolean
{
    private int _value;

    public AtomicBoolean(bool initialValue = false) => Value = initialValue;

    public bool Value
    {
        get => Volatile.Read(ref _value) != 0;
        set => Volatile.Write(ref _value, value ? 1 : 0);
    }

    /// <summary>Sets the flag only if it is as expected; true when it was.</summary>
    public bool CompareAndSet(bool expected, bool newValue)
    {
        var before = expected ? 1 : 0;
        return Interlocked.CompareExchange(ref _value, newValue ? 1 : 0, before) == before;
    }

    /// <summary>Sets the flag and says what it was.</summary>
    public bool GetAndSet(bool newValue) => Interlocked.Exchange(ref _value, newValue ? 1 : 0) != 0;

    public static implicit operator bool(AtomicBoolean atomicBoolean) => atomicBoolean.Value;
    public static implicit operator AtomicBoolean(bool value) => new(value);
}
