using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>The inputs of a ranking as a short text: some 700 bytes for a hundred units.</summary>
/// <remarks>
/// A version, then whole numbers of seven bits a byte, the lowest first; below zero in zigzag; in
/// base 64. Units by their distance to the unit before.
/// </remarks>
public static class InputsText
{
    private const int Version = 1;

    /// <summary>Writes them.</summary>
    public static string Write(RankingInputs inputs)
    {
        var writer = new Writer();
        var (facts, unit) = (inputs.Facts, 0);
        writer.Number(Version);
        writer.Number(inputs.At.ToUnixTimeTicks());
        foreach (var text in new[]
        {
            facts.CareType, facts.Urgency, facts.Transport, facts.Subregion,
        })
        {
            writer.Text(text);
        }

        writer.Number((int)facts.Age);
        writer.Number((int)facts.Origin);
        writer.Number(facts.WaitingMinutes);
        writer.Number(inputs.Units.Length);
        foreach (var row in inputs.Units)
        {
            writer.Number(row.Unit.Value - unit);
            writer.Number(row.Cost);
            writer.Number((row.TravelSeconds * 2) + (row.IsKnown ? 1 : 0));
            unit = row.Unit.Value;
        }

        writer.Number(inputs.Loads.Length);
        foreach (var load in inputs.Loads)
        {
            writer.Number(load.Organisation.Value);
            writer.Number(load.Beds);
            writer.Number(load.Taken);
        }

        writer.Number(inputs.Ranked.Length);
        foreach (var ranked in inputs.Ranked)
        {
            writer.Number(ranked.Unit.Value);
            writer.Number(ranked.Cost);
        }

        return writer.ToBase64();
    }

    /// <summary>Reads them back.</summary>
    /// <returns>Null for a text of another version, or of none.</returns>
    public static RankingInputs? Read(string text)
    {
        var reader = new Reader(text);
        if (reader.Number() != Version)
        {
            return null;
        }

        var ticks = reader.Long();
        var (careType, urgency, transport, subregion) =
            (reader.Text(), reader.Text(), reader.Text(), reader.Text());
        var facts = new CaseFacts(
            careType, urgency, (AgeBand)reader.Number(), (RequesterKind)reader.Number(),
            transport, subregion, reader.Number());
        var unit = 0;
        var units = reader.List(r =>
        {
            unit += r.Number();
            var cost = r.Number();
            var travel = r.Number();
            return new InputRow(new UnitId(unit), cost, travel / 2, travel % 2 == 1);
        });
        var loads = reader.List(r => new InputLoad(
            new OrganisationId(r.Number()), r.Number(), r.Number()));
        var ranked = reader.List(r => new RankedUnit(
            new UnitId(r.Number()), r.Number()));
        return reader.IsWhole
            ? new RankingInputs(
                Instant.FromUnixTimeTicks(ticks), facts, units, loads, ranked)
            : null;
    }

    private sealed class Writer
    {
        private readonly List<byte> bytes = new(1_024);

        public void Number(long number)
        {
            var left = unchecked((ulong)((number << 1) ^ (number >> 63)));
            while (left >= 0x80)
            {
                bytes.Add((byte)((left & 0x7F) | 0x80));
                left >>= 7;
            }

            bytes.Add((byte)left);
        }

        public void Text(string text)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            Number(utf8.Length);
            bytes.AddRange(utf8);
        }

        public string ToBase64() => Convert.ToBase64String([.. bytes]);
    }

    // What is cut off or changed reads as zeros, and is then not whole.
    private sealed class Reader(string text)
    {
        private readonly byte[] bytes = Base64.IsValid(text) ? Convert.FromBase64String(text) : [];
        private int at;
        private bool isBroken;

        public bool IsWhole => !isBroken && at == bytes.Length;

        public long Long()
        {
            var (left, shift) = (0UL, 0);
            while (at < bytes.Length && shift < 64)
            {
                var next = bytes[at++];
                left |= (ulong)(next & 0x7F) << shift;
                shift += 7;
                if (next < 0x80)
                {
                    return unchecked((long)(left >> 1) ^ -(long)(left & 1));
                }
            }

            isBroken = true;
            return 0;
        }

        public int Number()
        {
            var number = Long();
            isBroken |= number is < int.MinValue or > int.MaxValue;
            return isBroken ? 0 : (int)number;
        }

        public string Text()
        {
            var length = Number();
            isBroken |= length < 0 || length > bytes.Length - at;
            if (isBroken)
            {
                return "";
            }

            at += length;
            return Encoding.UTF8.GetString(bytes, at - length, length);
        }

        public ImmutableArray<T> List<T>(Func<Reader, T> read)
        {
            var count = Number();
            var list = ImmutableArray.CreateBuilder<T>();
            for (var i = 0; i < count && !isBroken; i++)
            {
                list.Add(read(this));
            }

            return list.ToImmutable();
        }
    }
}
