using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Healthy skin around a lesion: its tone, mottling, furrows, small vessels and freckles.</summary>
internal static class SyntheticSkin
{
    /// <summary>Color of unpigmented skin under white light.</summary>
    public static float[] Color { get; } = [228, 196, 182];

    /// <summary>Fills the tissue with healthy skin.</summary>
    public static void Draw(SyntheticPlan plan, SyntheticTissue tissue)
    {
        var random = plan.RandomFor("skin");
        double tone = Tone(plan.SkinTone), blush = new Interval(-0.05, 0.1).Draw(random);
        Mottle(plan, tissue, random, (float)tone, (float)blush);
        Furrows(plan, tissue, random);
        Vessels(plan, tissue, random);
        Freckles(plan, tissue, random);
    }

    // Fitzpatrick types I–III make up most of ISIC: only the last tenth of the range is dark.
    private static double Tone(double place) => 0.7 * Math.Pow(place, 12);

    private static void Mottle(SyntheticPlan plan, SyntheticTissue tissue, Random random, float tone, float blush)
    {
        float[] wide = SyntheticNoise.Octaves(random, plan.Size, 90 * plan.Unit, 6, 0.66);
        float[] brown = SyntheticNoise.Octaves(random, plan.Size, 70 * plan.Unit, 5, 0.66);
        float[] grain = SyntheticNoise.Grain(random, plan.Size, 0.9 * plan.Unit);
        float red = (float)new Interval(0.02, 0.08).At(Math.Pow(random.NextDouble(), 2)), tan = (float)new Interval(0.012, 0.055).Draw(random);
        float fine = (float)new Interval(0.01, 0.045).Draw(random);
        for (int i = 0; i < plan.Size.Area; i++)
        {
            tissue.Blood[i] += blush + (red * wide[i]) + (fine * grain[i]);
            tissue.Melanin[i] += tone + (tan * brown[i]);
        }
    }

    // Fine polygons of skin lines, seen on some images only.
    private static void Furrows(SyntheticPlan plan, SyntheticTissue tissue, Random random)
    {
        double strength = Math.Max(0, new Interval(-0.08, 0.10).Draw(random));
        if (strength == 0)
        {
            return;
        }

        var cells = new SyntheticCells(random, plan.Size, new Interval(10, 18).Draw(random) * plan.Unit, 0.9);
        float[] inwardness = cells.Compute(static _ => true).Inwardness;
        float[] patches = SyntheticNoise.Octaves(random, plan.Size, 150 * plan.Unit, 3);
        for (int i = 0; i < inwardness.Length; i++)
        {
            float line = MathF.Exp(-inwardness[i] * inwardness[i] * 40) * Math.Clamp(0.6f + (0.5f * patches[i]), 0, 1);
            tissue.Blood[i] -= (float)strength * line;
        }
    }

    private static void Vessels(SyntheticPlan plan, SyntheticTissue tissue, Random random)
    {
        var config = new HairConfig
        {
            CountRange = new(0, 40),
            LengthRange = new(0.03, 0.16),
            WidthRange = new(1.2 / 512, 3.0 / 512),
            CurvatureRange = new(-0.5, 0.5),
            OrientationSpreadDegrees = 70,
            AlphaRange = new(0.15, 0.5),
        };
        var brush = new CurveBrush(plan.Size);
        foreach (var vessel in HairDrawing.Draw(config, plan.Size, random).Strands)
        {
            brush.Paint(vessel.Curve, vessel.RootWidth * plan.Size.Width, vessel.TipWidth * plan.Size.Width, vessel.Alpha, 0);
        }

        float strength = (float)new Interval(0.1, 0.5).Draw(random);
        float[] soft = SyntheticFilters.Blurred(brush.Coverage, plan.Size, 1.2 * plan.Unit);
        for (int i = 0; i < soft.Length; i++)
        {
            tissue.Blood[i] += strength * soft[i];
        }
    }

    private static void Freckles(SyntheticPlan plan, SyntheticTissue tissue, Random random)
    {
        int count = (int)(40 * Math.Pow(random.NextDouble(), 3));
        var brush = new CurveBrush(plan.Size);
        for (int k = 0; k < count; k++)
        {
            double radius = new Interval(1, 7).At(Math.Pow(random.NextDouble(), 2)) * plan.Unit;
            brush.Dot(plan.Size.Width * random.NextDouble(), plan.Size.Height * random.NextDouble(), radius, (float)new Interval(0.1, 0.5).Draw(random));
        }

        float[] soft = SyntheticFilters.Blurred(brush.Coverage, plan.Size, 2 * plan.Unit);
        for (int i = 0; i < soft.Length; i++)
        {
            tissue.Melanin[i] += 0.7f * soft[i];
        }
    }
}
