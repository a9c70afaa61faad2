using Coordinaat.Domain.Kernel;

namespace Coordinaat.Tests.Kernel;

/// <summary>A code keeps its number for ever: that is what all references are.</summary>
public sealed class RegisterTests
{
    private sealed record Thing(string Code, int Value) : ICoded;

    [Fact]
    public void A_code_defined_anew_keeps_its_number_and_the_older_register()
    {
        var first = Register<Thing>.Empty.Define(new("a", 1)).Define(new("b", 2));
        var second = first.Define(new("a", 3));

        Assert.Equal(1, second.NumberOf("a"));
        Assert.Equal(3, second[1].Value);
        Assert.Equal(2, second.Count);
        Assert.Equal(1, first[1].Value);
    }

    [Fact]
    public void An_unknown_code_has_number_0_and_number_0_is_nothing()
    {
        var register = Register<Thing>.From([new("a", 1)]);

        Assert.Equal(0, register.NumberOf("A"));
        Assert.Equal(0, register.NumberOf(null));
        Assert.Null(register.Find(0));
        Assert.Null(register.Find(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => register[0]);
    }

    [Fact]
    public void Random_definitions_give_what_a_dictionary_gives()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            var (register, codes) = (Register<Thing>.Empty, new List<string>());
            var values = new Dictionary<string, int>();
            for (var step = 0; step < 200; step++)
            {
                var thing = new Thing($"c{random.Next(90)}", step);
                register = register.Define(thing);
                values[thing.Code] = step;
                if (!codes.Contains(thing.Code))
                {
                    codes.Add(thing.Code);
                }
            }

            Assert.True(codes.SequenceEqual(register.All.Select(t => t.Code)), $"seed {seed}");
            Assert.All(codes, c => Assert.Equal(values[c], register[register.NumberOf(c)].Value));
            var again = Register<Thing>.From([.. register.All]);
            Assert.All(codes, c => Assert.Equal(register.NumberOf(c), again.NumberOf(c)));
        }
    }

    [Fact]
    public void Two_things_of_one_code_are_no_register() =>
        Assert.Throws<ArgumentException>(() => Register<Thing>.From([new("a", 1), new("a", 2)]));
}
