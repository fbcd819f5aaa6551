"""How names find what they stand for: through the door of a package, or from a module that has moved.

Nothing is loaded before a name is used: `import ganlab.streams` still works, and is empty until `stream` is asked for.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

MOVED = {  # a module's old name, below `ganlab` -> where its names are now
    "archive": "files.archive",
    "arrows": "analysis.arrows",
    "augment": "data.augment",
    "cells": "data.points metrics.partition",
    "checkup": "plots.monitor",
    "classifier": "metrics.classifier",
    "cli": "app.cli",
    "closeup": "analysis.inspection",
    "company": "training.group",
    "compiled": "training.compiled",
    "demo": "app.demo",
    "directions": "latent.directions",
    "divergences": "metrics.divergences",
    "diversity": "metrics.diversity",
    "doctor": "data.checks data.kinds data.labels data.sources",
    "drawings": "data.drawings",
    "export": "files.export",
    "features": "metrics.features",
    "fields": "data.points analysis.fields",
    "floors": "data.points metrics.geometry metrics.null_distribution",
    "game": "metrics.duality",
    "generators": "backend.modules latent.probing latent.generator",
    "history": "timeline.history",
    "images": "data.images data.folders data.pictures",
    "inversion": "latent.inversion",
    "judge": "diagnosis.verdict",
    "keeping": "timeline.checkpoint",
    "latents": "latent.paths",
    "log": "timeline.log",
    "modes": "metrics.mode_coverage",
    "monitoring": "diagnosis.measurements",
    "neighbours": "metrics.precision_recall",
    "phases": "games.phases training.slow_motion",
    "players": "games.player games.checks backend.modules",
    "precision": "backend.precision",
    "provenance": "files.marking",
    "readings": "diagnosis.summary",
    "recipes": "games.recipes",
    "remedies": "diagnosis.remedies",
    "rounds": "training.engine games.game",
    "schedules": "games.schedules",
    "scripts": "timeline.script",
    "server": "app.server",
    "signs": "diagnosis.symptoms",
    "speed": "app.benchmark",
    "stamps": "data.stamps",
    "state": "backend.modules backend.hashing training.control games.batch training.engine",
    "step": "games.step games.adversarial",
    "streams": "backend.randomness",
    "targets": "data.targets",
    "trainer": "training.trainer",
    "travel": "timeline.travel timeline.replay training.control",
    "truth": "analysis.optimal",
    "warp": "analysis.warp",
    "websocket": "app.websocket",
    "weights": "backend.parameters",
    "widgets.annex": "widgets.lab.section",
    "widgets.closeups": "widgets.scene.close_up",
    "widgets.curves": "widgets.panels.curves",
    "widgets.document": "widgets.render.html_page",
    "widgets.draw": "widgets.panels.draw",
    "widgets.edits": "widgets.latent.projection",
    "widgets.exports": "widgets.panels.export",
    "widgets.films": "widgets.render.films",
    "widgets.frames": "widgets.transport.encoding widgets.transport.live",
    "widgets.knobs": "widgets.panels.choices",
    "widgets.lab.comparison": "widgets.host.comparison",
    "widgets.layers": "widgets.scene.layers",
    "widgets.outside": "widgets.monitor.external",
    "widgets.past": "widgets.scene.timeline_bar widgets.host.comparison",
    "widgets.prints": "widgets.render.picture",
    "widgets.round": "widgets.panels.round",
    "widgets.scenes": "widgets.scene.scenes widgets.scene.tiles",
    "widgets.settings": "widgets.panels.settings",
    "widgets.sheets": "widgets.latent.canvas",
    "widgets.show": "widgets.scene.narration widgets.scene.view",
    "widgets.souvenirs": "widgets.latent.downloads",
    "widgets.stills": "widgets.render.stills",
    "widgets.survey": "widgets.latent.map",
    "widgets.tools": "widgets.panels.panel",
    "widgets.vigil": "widgets.monitor.session",
    "widgets.walk": "widgets.latent.navigation",
}

RENAMED = {  # a module's old name, or a package -> {what was defined in it: what it is called now}
    "archive": {"parse": "parse_json", "VERSION": "FORMAT_VERSION"},
    "arrows": {"slope": "sample_gradient", "partners": "paired_reals"},
    "cells": {"pieces": "k_means", "from_modes": "cells_from_modes", "from_labels": "cells_from_labels"},
    "checkup": {"cells": "cell_bars", "history": "draw_history", "traced": "trace_of"},
    "classifier": {"pupil": "untrained_classifier"},
    "cli": {"COMMANDS": "SUBCOMMANDS", "parse": "parse_arguments"},
    "closeup": {
        "MOST": "MAX_SEARCHED", "FEW": "FEW_LATENTS", "FAR": "MAX_DEVIATIONS", "Made": "Reconstruction",
        "can_make": "reconstruct", "looked_at": "saliency",
    },
    "data": {
        "Known": "KnownDensity", "numbers": "as_numbers", "enough": "check_count", "listed": "name_columns",
        "Sound": "CheckedData", "examine": "check_array", "examine_points": "check_points",
        "examine_images": "check_images", "examine_labels": "check_labels", "FORMATS": "NUMBER_FORMATS",
        "SIDE": "MAX_SIDE", "CELLS": "SHEET_CELLS", "inked": "as_ink",
    },
    "demo": {"picture": "picture_url", "page": "demo_page", "filmed": "record_training"},
    "directions": {"Layer": "ActivationLayer"},
    "divergences": {"both": "check_pair", "unbiased": "unbiased_mmd", "root": "matrix_sqrt"},
    "doctor": {
        "numbers": "as_numbers", "enough": "check_count", "listed": "name_columns", "Sound": "CheckedData",
        "examine": "check_array", "examine_points": "check_points", "examine_images": "check_images",
        "examine_labels": "check_labels",
    },
    "drawings": {"FORMATS": "NUMBER_FORMATS", "SIDE": "MAX_SIDE"},
    "fields": {"asked": "query_points"},
    "game": {"stretches": "singular_values", "condition": "log_condition_number", "winnings": "payoff"},
    "generators": {
        "NAMES_OF_LABELS": "LABEL_NAMES", "ATTRIBUTES": "LATENT_ATTRIBUTES", "COMMON": "USUAL_SIZES",
        "SOME": "UNKNOWN_COUNT", "FLAT": "FLAT_IMAGES", "asked_for": "required_inputs",
        "first_layers": "first_layer_shapes", "embedded": "embeddings_of", "ways": "possible_calls",
        "refusal": "call_error", "look": "kind_of_samples", "Checked": "Maker", "told": "notes_about",
    },
    "inversion": {
        "FIRST": "FIRST_ROUNDS", "ENOUGH": "LEAST_GAIN", "Report": "SearchProgress", "tried": "best_random",
        "descended": "gradient_descent", "has_slope": "is_differentiable", "next_places": "damped_steps",
        "walked": "difference_descent",
    },
    "judge": {"Record": "SymptomRecord"},
    "metrics": {
        "cut_variance": "truncated_variance", "uncut": "untruncated_width", "both": "check_pair",
        "unbiased": "unbiased_mmd", "root": "matrix_sqrt", "pieces": "k_means", "from_modes": "cells_from_modes",
        "from_labels": "cells_from_labels", "stretches": "singular_values", "condition": "log_condition_number",
        "winnings": "payoff", "pupil": "untrained_classifier", "Figure": "MetricValue",
    },
    "modes": {"cut_variance": "truncated_variance", "uncut": "untruncated_width"},
    "monitoring": {
        "FOR_THE_EYE": "DISPLAY_ONLY", "Rulers": "ReferenceSet", "twins": "duplicate_share", "copied": "copy_figures",
        "shape_figures": "distance_figures", "effective": "effective_cells", "Detail": "FineDetail",
        "Window": "RecentTicks",
    },
    "nets": {
        "whole": "check_whole", "widths": "check_widths", "ladder": "image_sizes", "geometry": "conv_options",
        "upwards": "upsampling", "start_small": "init_normal", "start_as_keras": "init_glorot",
        "checked_shape": "check_shape", "share": "check_fraction", "usual_latent": "default_latent",
        "given": "chosen", "mirrored": "mirror_widths",
    },
    "plots": {
        "sheet": "image_grid", "modes": "mode_bars", "smoothed": "moving_average", "BELIEF": "PROBABILITY_COLOURS",
        "cells": "cell_bars", "history": "draw_history", "traced": "trace_of",
    },
    "precision": {"WIDE": "LARGE", "Shift": "AddedBias"},
    "provenance": {"KINDS": "IMAGE_FORMATS"},
    "readings": {
        "Figure": "FigureText", "Rows": "Trace", "finite": "json_number", "band": "noise_band",
        "told": "figure_for_page", "recent": "recent_ticks", "light_of": "relative_shares",
        "middle_of": "mean_figure", "median_figure": "mean_figure", "missing_of": "missing_cells", "alive_of": "live_cells",
    },
    "remedies": {
        "sound_game": "default_changes", "slower": "lower_rates", "CALM": "LOSS_LINES", "SLOW": "RATE_LINES",
        "STEADY": "MOMENTUM_LINES", "BLURRED": "NOISE_LINES", "PACKED": "PACKING_LINES",
    },
    "signs": {
        "SURE": "SIGNIFICANT_Z", "ODDS": "FALSE_ALARM", "Sign": "Symptom", "listed": "enumerated",
        "many": "more_than_a_collapse", "bounds": "poisson_bounds", "highest": "poisson_upper_bound",
        "KINDS": "FAILURE_KINDS", "read_signs": "read_symptoms",
    },
    "speed": {"ways": "variants", "phases": "phase_times", "scaled": "rescale", "attach": "attach_stopwatch"},
    "stamps": {"CELLS": "SHEET_CELLS", "inked": "as_ink"},
    "targets": {"Known": "KnownDensity"},
    "truth": {
        "FAR": "SMALLEST_EXPONENT", "Best": "BestDiscriminator", "gap": "gap_to_best",
        "centred": "centred_probabilities", "balance": "equilibrium_value", "value": "game_value",
        "wanted": "best_answer", "kernels": "gaussian_sum", "centres": "pixel_centres",
    },
    "warp": {
        "Sheet": "LatentGrid", "sheet": "latent_grid", "Warped": "WarpedGrid", "warped": "warp_grid",
        "areas": "cell_areas",
    },
    "widgets.closeups": {"in_words": "reach_sentence"},
    "widgets.curves": {"WORDS": "CURVE_LABELS"},
    "widgets.document": {"LARGEST": "MOST_BYTES", "page": "page_text"},
    "widgets.edits": {"LARGEST": "MAX_FILE"},
    "widgets.films": {"Wish": "FilmWish"},
    "widgets.knobs": {"whole": "whole_number", "widths": "layer_widths"},
    "widgets.layers": {"Layer": "SceneLayer"},
    "widgets.outside": {
        "Aside": "OwnGlobalGenerators", "latent_of": "latent_shape_of", "drawn_by": "sampler_of",
        "discreet": "without_trace", "Bystander": "OutsideTrainer",
    },
    "widgets.past": {"MOST": "MOST_SIGNS"},
    "widgets.prints": {"WORDS": "LEGEND_WORDS", "WIDE": "SIGN_WIDTHS", "View": "Snapshot", "Sign": "LegendSign"},
    "widgets.round": {"drawn": "step_message"},
    "widgets.scenes": {"View": "TableView"},
    "widgets.sheets": {"HURRIED": "DRAFT_BYTES", "WHOLE": "FULL_BYTES", "Drawer": "Canvas"},
    "widgets.show": {"Curves": "LossCurves"},
    "widgets.stills": {
        "draw_marks": "paint_marks", "draw_arrows": "paint_arrows", "draw_next": "paint_next",
        "draw_sheet": "paint_sheet", "drawn": "scene_image",
    },
    "widgets.survey": {
        "Plot": "MapCells", "plot_of": "map_cells", "survey": "thumbnails", "look_of": "map_state",
        "SMALL": "MAP_BYTES", "FEW": "CURVE_VALUES",
    },
    "widgets.vigil": {
        "faces": "cells_for_page", "reading_of": "findings_of", "way_of": "offer_of", "ways_of": "offers_of",
        "Vigil": "WatchSession", "vigil_of": "session_of", "Report": "MonitorReport", "Acting": "MonitorReport",
    },
    "widgets.walk": {"Window": "GridOfLatents", "Moving": "Walk", "Jumping": "Walk", "Looking": "Viewport"},
}


class Moved(ModuleType):
    "A module under its old name: every name of it is looked up where it is now, and as what it is called now."

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") and name != "__all__":  # asked by the import system, before anybody uses the module
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        old = self.__name__.removeprefix("ganlab.")
        homes = [import_module(f"ganlab.{home}") for home in MOVED[old].split()]
        if name == "__all__":
            return [public for home in homes for public in home.__all__]
        name = RENAMED.get(old, {}).get(name, name)
        for home in homes:
            if hasattr(home, name):
                return getattr(home, name)
        now = ", ".join(home.__name__ for home in homes)
        raise AttributeError(f"module {self.__name__!r}, now {now}, has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        return self.__all__


class Finder(MetaPathFinder, Loader):
    "Finds the modules of `MOVED`."

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        package, _, name = fullname.partition(".")
        return ModuleSpec(fullname, self) if package == "ganlab" and name in MOVED else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Moved(spec.name, f"Moved to {MOVED[spec.name.removeprefix('ganlab.')]}.")

    def exec_module(self, module: ModuleType) -> None:
        "Nothing is loaded yet."


def install() -> None:
    "Let Python find old names, after everything else has been looked for."
    if not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.append(Finder())


def door(
    package: str,  # its name, `__name__` in its `__init__`
    modules: dict[str, str],  # module in the package, or relative to it -> the names that it hands on, space-separated
) -> tuple[list[str], Callable, Callable]:  # `__all__`, `__getattr__` and `__dir__` of the package (PEP 562)
    "What makes `package.name` and `from package import name` work without loading anything before."
    home = {name: module for module, names in modules.items() for name in names.split()}
    inside = [module for module in modules if not module.startswith(".")]
    renamed = RENAMED.get(package.removeprefix("ganlab."), {})

    def find(name: str) -> object:
        if name in home:
            return getattr(import_module(f".{home[name].removeprefix('.')}", package), name)
        if name in inside:
            return import_module(f".{name}", package)
        if name in renamed:
            return find(renamed[name])
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return sorted(home), find, lambda: sorted([*home, *inside])
