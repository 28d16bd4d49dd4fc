using SkinSeg.Experiments;

namespace SkinSeg.Notebooks.Commands;

/// <summary>Makes plans, and keeps what they need to be done and to be judged afterwards.</summary>
internal static class StudyPlanning
{
    /// <summary>A plan of a study; networks that were not measured on this machine yet are.</summary>
    public static StudyPlan Make(Lab lab, Study study, StoredRates rates, VerbContext context)
    {
        if (StudyData.DescribeChange(lab.Store, lab.Data, lab.FolderOfData) is { Length: > 0 } change)
        {
            context.Output.WriteLine($"Note: {change}");
        }

        return Terminal.Follow("measuring", context, progress => lab.PlanStudy(study, rates, progress, context.CancellationToken));
    }

    /// <summary>The machine that a lab's plans are for, in words.</summary>
    public static string MachineOf(Lab lab) => new StoredRates(lab.Data, lab.Store, lab.Workbench.Device).Machine;
}
