namespace Coordinaat.Drill;

/// <summary>What the last answer to a request was.</summary>
internal enum Last
{
    /// <summary>None that counts yet.</summary>
    None,

    /// <summary>It was done, and is stored.</summary>
    Yes,

    /// <summary>It was refused for a reason of its own.</summary>
    Refused,

    /// <summary>It was told that nothing can be stored now, and gave up.</summary>
    NotStored,
}

/// <summary>One request: asked under one id, as often as it takes.</summary>
internal sealed class Ask(Guid id, string kind, string path, string json)
{
    public Guid Id { get; } = id;

    public string Kind { get; } = kind;

    public string Path { get; } = path;

    public string Json { get; } = json;

    public int Sends { get; set; }

    /// <summary>Some send of it had no answer: it may be stored although nobody heard so.
    /// </summary>
    public bool WasUnknown { get; set; }

    public Last Last { get; set; }

    /// <summary>The care request that it made; 0 without.</summary>
    public int Made { get; set; }

    /// <summary>The journal's number at the yes.</summary>
    public long Number { get; set; }
}
