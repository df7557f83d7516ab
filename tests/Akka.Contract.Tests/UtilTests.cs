using Akka.Util;
using Akka.Util.Internal;

namespace Akka.Contract.Tests;

public sealed class UtilTests
{
    [Fact]
    public void Either_is_one_of_two()
    {
        Either<int, string> left = Either.Left(3);
        Either<int, string> right = Either.Right("x");
        Assert.True(left is { IsLeft: true, IsRight: false });
        Assert.Equal(3, left.Value);
        Assert.Equal("x", right.Value);
        Assert.Equal("3", left.Fold(static n => n.ToString(System.Globalization.CultureInfo.InvariantCulture), static s => s));
        Assert.Equal(4, left.MapLeft(static n => n + 1).Value);
        Assert.Equal("xx", right.MapRight(static s => s + s).Value);
        Assert.Equal("x", right.ToRight().Value);
    }

    [Fact]
    public void A_switch_turns_once_and_turns_back_when_its_action_throws()
    {
        var it = new Switch();
        var times = 0;
        Assert.True(it.SwitchOn(() => times++));
        Assert.False(it.SwitchOn(() => times++));
        Assert.Equal(1, times);
        Assert.Throws<InvalidOperationException>(() => it.SwitchOff(() => throw new InvalidOperationException()));
        Assert.True(it.IsOn);
        Assert.True(it.SwitchOff());
        Assert.False(it.IfOn(() => times++));
        Assert.True(it.WhileOff(() => times++));
        Assert.Equal(2, times);
    }

    [Fact]
    public void An_index_maps_keys_to_sets()
    {
        var index = new Index<string, int>();
        Assert.True(index.Put("a", 1));
        Assert.False(index.Put("a", 1));
        Assert.True(index.Put("a", 2));
        Assert.True(index.Put("b", 2));
        Assert.Equal([1, 2], index["a"].Order());
        Assert.Equal([1, 2], index.Values.Order());
        Assert.Equal(2, index.FindValue("a", static v => v > 1));
        Assert.True(index.Remove("a", 1));
        Assert.False(index.Remove("a", 1));
        index.RemoveValue(2);
        Assert.True(index.IsEmpty);
        Assert.Empty(index["a"]);
    }

    [Fact]
    public void A_lazy_value_is_made_once_though_many_ask()
    {
        var made = 0;
        var lazy = new FastLazy<int>(() => Interlocked.Increment(ref made));
        Assert.False(lazy.IsValueCreated);
        Parallel.For(0, 100, _ => Assert.Equal(1, lazy.Value));
        Assert.Equal(1, made);
        Assert.Equal(5, new FastLazy<int, int>(static state => state + 1, 4).Value);
    }

    [Fact]
    public void Tokens_come_at_a_rate_and_what_takes_more_waits()
    {
        var bucket = new Bucket(capacity: 3, ticksBetweenTokens: 10);
        bucket.Init();
        Assert.Equal(0, bucket.Offer(3));
        Assert.Equal(10, bucket.Offer(1));
        bucket.Now = 10;
        Assert.Equal(10, bucket.Offer(1));
        bucket.Now = 45;
        Assert.Equal(0, bucket.Offer(2));
        Assert.Equal(5, bucket.Offer(1));
        Assert.Throws<ArgumentException>(() => bucket.Offer(-1));
        Assert.Throws<ArgumentException>(() => new Bucket(-1, 1));
        Assert.Throws<ArgumentException>(() => new Bucket(1, 0));
    }

    [Theory]
    [InlineData("hello", "h*o", true)]
    [InlineData("hello", "h?llo", true)]
    [InlineData("hello", "*", true)]
    [InlineData("hello", "hell", false)]
    [InlineData("", "*", true)]
    [InlineData("aaab", "*a*b", true)]
    [InlineData("aaab", "*c*", false)]
    public void Patterns_have_stars_and_question_marks(string text, string pattern, bool fits) => Assert.Equal(fits, text.Like(pattern));

    [Fact]
    public void Hashes_depend_on_every_part_and_nothing_else()
    {
        Assert.Equal(MurmurHash.StringHash("abc"), MurmurHash.StringHash(string.Concat("ab", "c")));
        Assert.NotEqual(MurmurHash.StringHash("abc"), MurmurHash.StringHash("abd"));
        Assert.NotEqual(MurmurHash.ByteHash([1, 2, 3, 4, 5]), MurmurHash.ByteHash([1, 2, 3, 4, 6]));
        Assert.NotEqual(MurmurHash.ByteHash([0]), MurmurHash.ByteHash([0, 0]));
    }

    [Fact]
    public void Numbers_in_64_letters_begin_with_the_least_digit()
    {
        Assert.Equal("$a", 0L.Base64Encode());
        Assert.Equal("$~", 63L.Base64Encode());
        Assert.Equal("$ab", 64L.Base64Encode());
        Assert.Equal("xb", 1L.Base64Encode("x"));
    }

    [Fact]
    public void A_continuous_enumeration_begins_again()
    {
        using var numbers = new[] { 1, 2 }.GetContinuousEnumerator();
        Assert.Equal([1, 2, 1, 2, 1], Enumerable.Range(0, 5).Select(_ => numbers.MoveNext() ? numbers.Current : 0));
    }

    [Fact]
    public void A_concurrent_set_holds_each_once()
    {
        var set = new ConcurrentSet<int>([1, 2]);
        Assert.False(set.TryAdd(2));
        Assert.True(set.TryAdd(3));
        Assert.True(set.TryRemove(1));
        Assert.Equal([2, 3], set.Order());
        Assert.DoesNotContain(1, set);
    }

    [Fact]
    public void A_try_is_a_value_or_why_there_is_none()
    {
        Try<int> value = 1;
        var failure = Try<int>.From(() => throw new InvalidOperationException("why"));
        Assert.True(value.IsSuccess);
        Assert.Equal(1, value.Get());
        Assert.Equal(1, value.RecoverWith(_ => 2).Get());
        Assert.False(failure.IsSuccess);
        Assert.Equal("why", failure.Failure.Value.Message);
        Assert.Equal("why", Assert.Throws<InvalidOperationException>(() => { failure.Get(); }).Message);
        Assert.Equal(2, failure.RecoverWith(_ => 2).Get());
        Assert.Equal(3, failure.OrElse(new Try<int>(3)).Get());
        Assert.Equal(4, failure.GetOrElse(() => 4));
    }

    [Fact]
    public void Small_words()
    {
        var map = new Dictionary<string, int>();
        Assert.Equal(1, map.AddOrSet("a", 1).GetOrElse("a", 0));
        Assert.Equal(7, map.GetOrElse("b", 7));
        Assert.Equal("a.b", "\"a.b\"".BetweenDoubleQuotes());
        Assert.Equal([2, 3], new[] { 1, 2, 3 }.Drop(1));
    }

    private sealed class Bucket(long capacity, long ticksBetweenTokens) : TokenBucket(capacity, ticksBetweenTokens)
    {
        public long Now { get; set; }

        public override long CurrentTime => Now;
    }
}
