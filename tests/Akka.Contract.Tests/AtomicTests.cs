using Akka.Util;
using Akka.Util.Internal;

namespace Akka.Contract.Tests;

/// <summary>Small words of the API.</summary>
public sealed class AtomicTests
{
    [Fact]
    public void Counters_count()
    {
        var counter = new AtomicCounter(5);
        Assert.Equal([5, 7, 7, 9, 9, 8], [counter.GetAndIncrement(), counter.IncrementAndGet(), counter.GetAndAdd(2), counter.Current, counter.GetAndDecrement(), counter.Current]);
        Assert.True(counter.CompareAndSet(8, 1));
        Assert.False(counter.CompareAndSet(8, 2));
        Assert.Equal(0L, new AtomicCounterLong().Next());
    }

    [Fact]
    public void Flags_and_references_change_only_from_what_is_expected()
    {
        var flag = new AtomicBoolean();
        Assert.True(flag.CompareAndSet(false, true));
        Assert.False(flag.CompareAndSet(false, true));
        Assert.True(flag.GetAndSet(false));
        Assert.False(flag);

        var reference = new AtomicReference<string>("a");
        Assert.False(reference.CompareAndSet("b", "c"));
        Assert.Equal("a", reference.GetAndSet("d"));
        Assert.Equal("d", reference);
    }

    [Fact]
    public void The_first_case_that_fits_is_taken()
    {
        var taken = "";
        Assert.True(((object)"text").Match().With<int>(_ => taken = "int").With<string>(text => taken = text).With<object>(() => taken = "object").WasHandled);
        Assert.Equal("text", taken);
        Assert.False(((object)1).Match().With<string>(_ => taken = "").WasHandled);
        ((object)1).Match().Default(o => taken = o.ToString()!);
        Assert.Equal("1", taken);
        Assert.Equal("System.String, System.Private.CoreLib", typeof(string).TypeQualifiedName());
    }
}
