using System.Collections.Immutable;

namespace Coordinaat.Clinical.Protocols;

/// <summary>Whether what a file says is a protocol that can be followed.</summary>
internal static class ProtocolCheck
{
    private const string Abcd = "ABCD";

    // From here on the caller waits alone for hours, and has to know when not to (R25).
    private static readonly ImmutableHashSet<string> NeedSafetyNet = ["U3", "U4", "U5"];

    public static void Run(Protocol read, ProtocolCodes codes, List<ProtocolFault> faults)
    {
        if (read.Questions.IsEmpty)
        {
            faults.Add(new(1, ProtocolFaultKind.NoQuestions));
            return;
        }

        CheckCodes(read, codes, faults);
        var isWhole = CheckNames(read, faults);
        foreach (var outcome in read.Outcomes)
        {
            CheckOutcome(outcome, codes, faults);
        }

        CheckOrder(read, faults);
        if (isWhole && CheckLoops(read, faults))
        {
            CheckTests(read, faults);
        }
    }

    private static void CheckCodes(Protocol read, ProtocolCodes codes, List<ProtocolFault> faults)
    {
        if (read.Complaint.Length > 0 && !codes.Complaints.Contains(read.Complaint))
        {
            faults.Add(new(1, ProtocolFaultKind.ComplaintUnknown, read.Complaint));
        }

        if (read.System.Length > 0 && !codes.Systems.Contains(read.System))
        {
            faults.Add(new(1, ProtocolFaultKind.SystemUnknown, read.System));
        }
    }

    // One code is one thing, and what is led to exists.
    private static bool CheckNames(Protocol read, List<ProtocolFault> faults)
    {
        var before = faults.Count;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var all = read.Questions.Select(q => (q.Code, q.Line))
            .Concat(read.Outcomes.Select(o => (o.Code, o.Line)));
        foreach (var (code, line) in all)
        {
            if (!names.Add(code))
            {
                faults.Add(new(line, ProtocolFaultKind.CodeTwice, code));
            }
        }

        foreach (var question in read.Questions)
        {
            var answers = new HashSet<string>(StringComparer.Ordinal);
            foreach (var answer in question.Answers)
            {
                if (!answers.Add(answer.Code))
                {
                    faults.Add(new(answer.Line, ProtocolFaultKind.CodeTwice, answer.Code));
                }

                if (answer.Next.Length > 0 && !names.Contains(answer.Next))
                {
                    faults.Add(new(answer.Line, ProtocolFaultKind.NextUnknown, answer.Next));
                }
            }
        }

        return faults.Count == before;
    }

    private static void CheckOutcome(
        ProtocolOutcome outcome, ProtocolCodes codes, List<ProtocolFault> faults)
    {
        if (outcome.Urgency.Length > 0 && !codes.Urgencies.Contains(outcome.Urgency))
        {
            faults.Add(new(outcome.Line, ProtocolFaultKind.UrgencyUnknown, outcome.Urgency));
        }

        if (outcome.FollowUp.Length > 0 && !codes.FollowUps.Contains(outcome.FollowUp))
        {
            faults.Add(new(outcome.Line, ProtocolFaultKind.FollowUpUnknown, outcome.FollowUp));
        }

        foreach (var alternative in outcome.Alternatives
            .Where(a => !codes.Alternatives.Contains(a)))
        {
            faults.Add(new(outcome.Line, ProtocolFaultKind.AlternativeUnknown, alternative));
        }

        if (NeedSafetyNet.Contains(outcome.Urgency) && outcome.SafetyNet.Length == 0)
        {
            faults.Add(new(outcome.Line, ProtocolFaultKind.SafetyNetMissing, outcome.Code));
        }
    }

    // ABCD first: no other question is asked before one of them, and none is left out.
    private static void CheckOrder(Protocol read, List<ProtocolFault> faults)
    {
        var late = read.Questions.Where(q => q.Abcd.Length == 0).SelectMany(q => q.Answers)
            .Select(a => read.FindQuestion(a.Next)).OfType<Question>()
            .Where(q => q.Abcd.Length > 0);
        foreach (var question in read.Questions[0].Abcd.Length == 0
            ? late.Prepend(read.Questions[0])
            : late)
        {
            faults.Add(new(question.Line, ProtocolFaultKind.AbcdNotFirst, question.Code));
        }

        foreach (var letter in Abcd.Where(l => !read.Questions.Any(q => q.Abcd.Contains(l))))
        {
            faults.Add(new(
                read.Questions[0].Line, ProtocolFaultKind.AbcdMissing, letter.ToString()));
        }
    }

    // Depth first. Every question is a start, so that a loop which nobody gets to is told too.
    private static bool CheckLoops(Protocol read, List<ProtocolFault> faults)
    {
        var before = faults.Count;
        var (open, done) = (new HashSet<string>(), new HashSet<string>());
        Follow(read.Questions[0]);
        var reached = done.ToHashSet();
        var ends = read.Questions.Where(q => reached.Contains(q.Code)).SelectMany(q => q.Answers)
            .Select(a => a.Next).ToHashSet();
        foreach (var question in read.Questions)
        {
            if (!reached.Contains(question.Code))
            {
                faults.Add(new(question.Line, ProtocolFaultKind.Unreachable, question.Code));
                Follow(question);
            }
        }

        foreach (var outcome in read.Outcomes.Where(o => !ends.Contains(o.Code)))
        {
            faults.Add(new(outcome.Line, ProtocolFaultKind.Unreachable, outcome.Code));
        }

        return faults.Count == before;

        void Follow(Question question)
        {
            if (done.Contains(question.Code) || !open.Add(question.Code))
            {
                return;
            }

            foreach (var answer in question.Answers)
            {
                if (open.Contains(answer.Next))
                {
                    faults.Add(new(answer.Line, ProtocolFaultKind.Loop, answer.Next));
                }
                else if (read.FindQuestion(answer.Next) is { } next)
                {
                    Follow(next);
                }
            }

            open.Remove(question.Code);
            done.Add(question.Code);
        }
    }

    private static void CheckTests(Protocol read, List<ProtocolFault> faults)
    {
        foreach (var test in read.Tests)
        {
            var run = ProtocolRun.Begin(read);
            foreach (var step in test.Steps)
            {
                run = run?.Question?.Code == step.Question ? run.After(step.Answer) : null;
            }

            if (run?.Outcome?.Urgency != test.Urgency)
            {
                faults.Add(new(
                    test.Line, ProtocolFaultKind.TestFails,
                    run?.Outcome?.Urgency ?? run?.Question?.Code ?? ""));
            }
        }
    }
}
